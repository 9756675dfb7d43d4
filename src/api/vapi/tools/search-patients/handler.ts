import type { EntityManager } from 'typeorm';
import { namesOf, viewFor } from '../../../../domain/disclosure/view';
import { parseBirthDate } from '../../../../domain/identity/birth-date';
import { MAX_FAILED_ATTEMPTS } from '../../../../domain/identity/assurance';
import { matchPatient } from '../../../../domain/identity/match-patient';
import { splitName } from '../../../../domain/names/split-name';
import { joinSpelt, withoutTitle } from '../../../../domain/names/spoken-name';
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
import { commonWords } from '../common/words';
import { searchPatientsArguments, type SearchPatientsArguments } from './schema';
import { searchWords } from './words';

export interface SearchPatientsDeps {
  readonly cipher: PhiCipher;
  readonly index: BlindIndex;
  readonly findCandidates: PatientFinder;
}

const fullNameOf = ({ firstName, lastName, query }: SearchPatientsArguments): string | null => {
  if (firstName !== undefined && lastName !== undefined) return `${joinSpelt(lastName)}, ${joinSpelt(firstName)}`;
  const name = joinSpelt(withoutTitle(query ?? firstName ?? lastName ?? ''));
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
    const { practice, session, language } = context;
    const [say, shared] = [searchWords(language), commonWords(language)];
    if (session.isLocked) return plainReply(shared.locked(), 'denied');
    const fullName = fullNameOf(args);
    if (fullName === null || args.dateOfBirth === undefined) return plainReply(say.needNameAndBirthDate(), 'failure');
    const today = todayIn(practice.timeZone, context.now);
    const birthDate = parseBirthDate(args.dateOfBirth, today);
    if (!birthDate.ok) return plainReply(say.wrongBirthDate(birthDate.error, 'search-patients'), 'failure');

    const found = await deps.findCandidates(
      { fullName, statedPhone: args.phone ?? null, callerNumber: session.callerNumber },
      context,
    );
    const match = matchPatient(
      { fullName, birthDate: birthDate.value, callerNumber: found.callerNumber, today },
      found.patients.map((patient) => viewFor('search-patients', 'L0', 'patient', patient)),
    );
    if (match.kind === 'verified') return { complete: (tx) => verified(tx, deps, context, match) };
    if (!found.isComplete) return plainReply(shared.readFailed(), 'unknown');
    return { complete: (tx) => refused(tx, context) };
  },
});

async function verified(
  tx: EntityManager,
  { cipher, index }: SearchPatientsDeps,
  { practice, session, language }: ToolContext,
  match: Extract<ReturnType<typeof matchPatient>, { kind: 'verified' }>,
): Promise<ToolReply> {
  const person = await issuePatientCode(tx, { cipher, index }, practice, session, match);
  return {
    text: searchWords(language).verified(person),
    disclosure: {
      outcome: 'success',
      level: match.level,
      evidence: [...match.evidence],
      patientRef: person.patientIndex,
      phiFields: namesOf('search-patients', match.level, 'patient', ['firstName']),
    },
  };
}

async function refused(tx: EntityManager, { session, language }: ToolContext): Promise<ToolReply> {
  const { isLocked } = await recordFailedAttempt(tx, session, MAX_FAILED_ATTEMPTS);
  return {
    text: isLocked ? commonWords(language).locked() : searchWords(language).notFound(),
    disclosure: { ...NOTHING_DISCLOSED, outcome: isLocked ? 'denied' : 'not-found' },
  };
}
