import type { AssuranceLevel } from '../identity/assurance';
import type { ToolName } from '../tools';
import type { FieldList } from './fields';

/** What a tool may do with what is on file, at one level. */
export interface Allowance {
  /** Read, so that the tool can decide, or pass it on to the practice's software and people. */
  readonly used: FieldList;
  /** Heard by the caller. */
  readonly spoken: FieldList;
}

const NOTHING = { used: {}, spoken: {} } as const satisfies Allowance;

/** What is compared with what a caller says of themselves, and with the number that they ring from. */
const NAMES_AND_NUMBERS = [
  ...(['firstName', 'middleName', 'lastName', 'preferredName', 'birthDate'] as const),
  ...(['cell', 'homePhone', 'workPhone'] as const),
] as const;
const IDENTITY = ['patientId', 'guarantorId', 'status', ...NAMES_AND_NUMBERS] as const;

/** A visit as the practice's software and people are told which one is meant. */
const WHOLE_VISIT = [
  ...(['appointmentSrNo', 'patientId', 'date', 'time', 'lengthMinutes', 'providerId', 'operatory'] as const),
  ...(['status', 'type'] as const),
] as const;

const SEARCH = { used: { patient: IDENTITY }, spoken: {} } as const satisfies Allowance;
const FOUND = { used: { patient: IDENTITY }, spoken: { patient: ['firstName'] } } as const satisfies Allowance;
const VISITS_AHEAD = {
  used: { patient: ['patientId', 'pendingChangeId'], visit: [...WHOLE_VISIT, 'providerName'] },
  spoken: { visit: ['count', 'date', 'time', 'providerName'] },
} as const satisfies Allowance;
/** Who is being entered has no chart yet: the visit waits for it, and people hear the name. */
const BOOKING = {
  used: { patient: ['patientId', 'pendingChangeId', 'pendingName'], visit: ['date', 'time', 'typeName'] },
  spoken: { visit: ['date', 'time', 'typeName'] },
} as const satisfies Allowance;
const MOVE = {
  used: { patient: ['patientId', 'pendingChangeId'], visit: WHOLE_VISIT },
  spoken: { visit: ['date', 'time'] },
} as const satisfies Allowance;
const CANCELLATION = {
  used: { patient: ['pendingChangeId'], visit: WHOLE_VISIT },
  spoken: { visit: ['date', 'time'] },
} as const satisfies Allowance;
/** First names are those that the caller has just given: nothing on file is spoken of to somebody who enters a new person. */
const NEW_PATIENT = {
  used: { patient: NAMES_AND_NUMBERS },
  spoken: { patient: ['firstName'] },
} as const satisfies Allowance;
const CHANGE_OF_CHART = {
  used: { patient: ['patientId', 'pendingName'] },
  spoken: {
    change: [
      ...(['phone', 'email', 'address', 'insurance', 'firstName', 'middleName', 'lastName'] as const),
      ...(['preferredName', 'language'] as const),
    ],
  },
} as const satisfies Allowance;
/** Only the practice's own people hear who it is that wants them. */
const CALL_BACK = { used: { patient: ['patientId'] }, spoken: {} } as const satisfies Allowance;

/**
 * The one table of what each tool may use and speak, by how surely the caller is known. What is not in it reaches no
 * handler and no answer: they get views made from it (`view.ts`), and the audit row of an answer names its fields
 * through it. At L1, where only the caller's number is on file, nothing is spoken that a stranger would not hear.
 */
export const DISCLOSURE = {
  'search-patients': { L0: SEARCH, L1: SEARCH, L2: FOUND, L3: FOUND },
  'check-availability': { L0: NOTHING, L1: NOTHING, L2: NOTHING, L3: NOTHING },
  'book-appointment': { L0: NOTHING, L1: NOTHING, L2: BOOKING, L3: BOOKING },
  'reschedule-appointment': { L0: NOTHING, L1: NOTHING, L2: MOVE, L3: MOVE },
  'cancel-appointment': { L0: NOTHING, L1: NOTHING, L2: CANCELLATION, L3: CANCELLATION },
  'get-patient-info': { L0: NOTHING, L1: NOTHING, L2: VISITS_AHEAD, L3: VISITS_AHEAD },
  'create-patient': { L0: NEW_PATIENT, L1: NEW_PATIENT, L2: NEW_PATIENT, L3: NEW_PATIENT },
  'update-patient': { L0: NOTHING, L1: NOTHING, L2: CHANGE_OF_CHART, L3: CHANGE_OF_CHART },
  'transfer-to-human': { L0: NOTHING, L1: NOTHING, L2: CALL_BACK, L3: CALL_BACK },
} as const satisfies Record<ToolName, Record<AssuranceLevel, Allowance>>;
