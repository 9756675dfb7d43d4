import { exchangeRows, type AuditedAct } from '../../audit/scope';
import type { AuditRow } from '../../audit/events';
import { AuditAction } from '../../audit/vocabulary';
import { BookingReason } from '../../domain/booking/operation';
import {
  chartKey,
  clues,
  findThatPatient,
  isLikelyTwin,
  isThatPatient,
  leftOverOf,
  toNewPatient,
} from '../../domain/changes/new-patient';
import { newPatientRequest, type NewPatientRequest } from '../../domain/changes/request';
import type { Phi } from '../../domain/phi';
import { mayWrite, PmsWrite } from '../../domain/pms-capabilities';
import { todayIn } from '../../domain/time/practice-time';
import { byPatientId, openCreated, readRequest } from '../../persistence/change-details';
import { newPatientRulesOf } from '../../sikka/pms-rules/patient-rules';
import type { PatientFilter } from '../../sikka/patients';
import type { ChangeContext, ChangeDeps, ChangeManner, Sight } from './change-manner';
import { openTaskForChange } from './change-tasks';
import { reasonOf } from './record-answer';
import { searchPatients } from './search-patients';

const LIST_PROVIDERS: AuditedAct = { action: AuditAction.referenceRead, phiFields: [] };
const READ_TIMEOUT_MS = 4_000;
const POST_TIMEOUT_MS = 8_000;
/** What a new chart of ours can hold, by Sikka's names, of what some software cannot do without. */
const HELD = new Set(['firstname', 'lastname', 'provider_id']);

/** Enters a new patient, once nobody of that name and birth date is on file. */
export const createPatientManner: ChangeManner = {
  write: PmsWrite.createPatient,
  act: {
    action: AuditAction.patientCreate,
    phiFields: ['firstname', 'lastname', 'birthdate', 'cell', 'email', 'address'],
  },
  request: { endpoint: '/patient', method: 'POST' },
  byHandTask: 'create-patient-by-hand',

  async look(deps, context) {
    const { practice, capabilities } = context;
    const request = requestOf(context);
    const { required } = newPatientRulesOf(practice.pms);
    if (!mayWrite(capabilities, PmsWrite.createPatient) || !required.every((field) => HELD.has(field))) {
      return { kind: 'by-staff', rows: [] };
    }
    const found = await searchPatients(deps, context, filtersFor(request), 'in-call');
    const { error, rows } = found;
    if (found.patients.some((patient) => isLikelyTwin(request, patient))) {
      return { kind: 'failed', reasonCode: BookingReason.likelyDuplicate, rows };
    }
    if (error !== null)
      return error.isRetryable ? { kind: 'retry', rows } : { kind: 'failed', reasonCode: reasonOf(error), rows };

    const provider = await findProvider(deps, context);
    const all = [...rows, ...provider.rows];
    if (provider.id === null && required.includes('provider_id')) return { kind: 'by-staff', rows: all };
    const asked = toNewPatient(request, provider.id);
    const today = todayIn(practice.timeZone, deps.now());
    const write = { office: practice.office, pms: practice.pms, timeoutMs: POST_TIMEOUT_MS };
    return { kind: 'clear', rows: all, send: () => deps.sikka.patients.postPatient(write, asked, today) };
  },

  keyOf: (_deps, context) => Promise.resolve(chartKey(requestOf(context))),

  /** By the chart's id where it is known, else by the person: then the look tells the id. */
  async see(deps, context): Promise<Sight> {
    const request = requestOf(context);
    const created = await openCreated(deps.cipher, context.change);
    if (created === null) {
      const { patients, rows } = await searchPatients(deps, context, filtersFor(request), 'background');
      const createdId = findThatPatient(request, patients);
      return { kind: createdId === null ? 'absent' : 'proof', rows, createdId };
    }
    const { patients, rows } = await searchPatients(deps, context, [byPatientId(created)], 'background');
    if (patients.length === 0) return { kind: 'absent', rows };
    return { kind: patients.some((patient) => isThatPatient(request, patient)) ? 'proof' : 'differs', rows };
  },

  /** What the new chart has no place for is left to people. */
  async afterConfirmation(tx, deps, context, { isByHand }) {
    if (isByHand) return [];
    const { unused = [] } = newPatientRulesOf(context.practice.pms);
    const asked = leftOverOf(requestOf(context), unused);
    const task = { kind: 'update-patient-by-hand', reasonCode: BookingReason.staffWillChange } as const;
    if (asked !== null) await openTaskForChange(tx, deps, context, { ...task, asked });
    return [];
  },
};

const requestOf = ({ request }: ChangeContext): Phi<NewPatientRequest> => readRequest(newPatientRequest, request);

/** By last name; and by telephone, as a name may be spelt in several ways. */
function filtersFor(request: Phi<NewPatientRequest>): PatientFilter[] {
  const { lastName, phone } = clues(request);
  return phone === null ? [{ lastName }] : [{ lastName }, { cell: phone }];
}

/** Whom a new patient is put down for: the practice's first bookable provider. */
async function findProvider(
  { sikka }: ChangeDeps,
  { practice, capabilities, scope }: ChangeContext,
): Promise<{ readonly id: string | null; readonly rows: readonly AuditRow[] }> {
  const known = capabilities?.providers.find(({ isBookable }) => isBookable);
  if (known !== undefined) return { id: known.providerId, rows: [] };
  const reply = await sikka.providers.listProviders({ office: practice.office, timeoutMs: READ_TIMEOUT_MS });
  const active = reply.ok ? reply.value.find(({ isActive }) => isActive) : undefined;
  return { id: active?.providerId ?? null, rows: exchangeRows(scope, LIST_PROVIDERS, reply) };
}
