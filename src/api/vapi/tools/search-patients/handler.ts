import type { EntityManager } from 'typeorm';
import { parseBirthDate } from '../../../../domain/identity/birth-date';
import { EVIDENCE_OF, MAX_FAILED_ATTEMPTS } from '../../../../domain/identity/assurance';
import { matchPatient } from '../../../../domain/identity/match-patient';
import { splitName } from '../../../../domain/names/split-name';
import { todayIn } from '../../../../domain/time/practice-time';
import type { BlindIndex } from '../../../../crypto/blind-index';
import { issuePatientCode } from '../../../../persistence/call-codes';
import { recordFailedAttempt } from '../../../../persistence/call-sessions';
import type { PhiCipher } from '../../../../persistence/phi-cipher';
import type { PatientFinder } from '../../../../services/find-candidates';
import {
  NOTHING_DISCLOSED,
  plainReply,
  type Tool,
  type ToolContext,
  type ToolOutcome,
  type ToolReply,
} from '../../tool';
import { sayLocked, sayReadFailed } from '../common/say';
import { searchPatientsArguments, type SearchPatientsArguments } from './schema';
import { sayNeedNameAndBirthDate, sayNotFound, sayVerified, sayWrongBirthDate } from './say';

export interface SearchPatientsDeps {
  readonly cipher: PhiCipher;
  readonly index: BlindIndex;
  readonly findCandidates: PatientFinder;
}

const fullNameOf = ({ firstName, lastName, query }: SearchPatientsArguments): string | null => {
  if (firstName !== undefined && lastName !== undefined) return `${lastName}, ${firstName}`;
  const name = query ?? firstName ?? lastName ?? '';
  return splitName(name) === null ? null : name;
};

/**
 * Finds the patient whose full name and date of birth the caller has given, and remembers for this call that they were
 * verified. Three failures lock the call. Whether a patient exists cannot be told from the answer.
 */
export const searchPatients = (deps: SearchPatientsDeps): Tool<SearchPatientsArguments> => ({
  name: 'search-patients',
  arguments: searchPatientsArguments,

  async handle(args, context): Promise<ToolOutcome> {
    const { practice, session } = context;
    if (session.isLocked) return plainReply(sayLocked(), 'denied');
    const fullName = fullNameOf(args);
    if (fullName === null || args.dateOfBirth === undefined) return plainReply(sayNeedNameAndBirthDate(), 'failure');
    const birthDate = parseBirthDate(args.dateOfBirth, todayIn(practice.timeZone, context.now));
    if (!birthDate.ok) return plainReply(sayWrongBirthDate(birthDate.error), 'failure');

    const found = await deps.findCandidates(
      { fullName, statedPhone: args.phone ?? null, callerNumber: session.callerNumber },
      context,
    );
    const match = matchPatient(
      { fullName, birthDate: birthDate.value, callerNumber: found.callerNumber },
      found.patients,
    );
    if (match.kind === 'verified') return { complete: (tx) => verified(tx, deps, context, match) };
    if (!found.isComplete) return plainReply(sayReadFailed(), 'unknown');
    return { complete: (tx) => refused(tx, context) };
  },
});

async function verified(
  tx: EntityManager,
  { cipher, index }: SearchPatientsDeps,
  { practice, session }: ToolContext,
  match: Extract<ReturnType<typeof matchPatient>, { kind: 'verified' }>,
): Promise<ToolReply> {
  const person = await issuePatientCode(tx, { cipher, index }, practice, session, match);
  return {
    text: sayVerified(person),
    disclosure: {
      outcome: 'success',
      level: match.level,
      evidence: [...EVIDENCE_OF[match.level]],
      patientRef: person.patientIndex,
      phiFields: ['firstname'],
    },
  };
}

async function refused(tx: EntityManager, { session }: ToolContext): Promise<ToolReply> {
  const { isLocked } = await recordFailedAttempt(tx, session, MAX_FAILED_ATTEMPTS);
  return {
    text: isLocked ? sayLocked() : sayNotFound(),
    disclosure: { ...NOTHING_DISCLOSED, outcome: isLocked ? 'denied' : 'not-found' },
  };
}
