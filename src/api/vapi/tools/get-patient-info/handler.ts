import type { BlindIndex } from '../../../../crypto/blind-index';
import { namesOf } from '../../../../domain/disclosure/view';
import { EVIDENCE_OF } from '../../../../domain/identity/assurance';
import { todayIn } from '../../../../domain/time/practice-time';
import { findPatientByCode } from '../../../../persistence/call-codes';
import type { Database } from '../../../../persistence/database';
import type { PhiCipher } from '../../../../persistence/phi-cipher';
import type { PatientVisitsReader } from '../../../../services/patient-visits';
import { tellVisits, type ToldVisits } from '../../../../services/patient-visits-told';
import { plainReply, type Disclosure, type Tool, type ToolOutcome } from '../../tool';
import { personFor, type PersonFor } from '../common/person-for';
import { commonWords } from '../common/words';
import { getPatientInfoArguments, type GetPatientInfoArguments } from './schema';
import { isNameTold } from './say';
import { patientInfoWords } from './words';

export interface GetPatientInfoDeps {
  readonly database: Database;
  readonly cipher: PhiCipher;
  readonly index: BlindIndex;
  readonly readVisits: PatientVisitsReader;
}

/** Tells a verified patient's next visits, each with a code by which it can be moved or cancelled in this call. */
export const getPatientInfo = (deps: GetPatientInfoDeps): Tool<GetPatientInfoArguments> => ({
  name: 'get-patient-info',
  arguments: getPatientInfoArguments,

  async handle(args, context): Promise<ToolOutcome> {
    const { practice, session, language, now } = context;
    const shared = commonWords(language);
    if (session.isLocked) return plainReply(shared.locked(), 'denied');
    const found = await deps.database.run((manager) => findPatientByCode(manager, deps.cipher, session, args.patient));
    const person = personFor('get-patient-info', found);
    if (person === null) return plainReply(shared.verifyFirst(), 'denied');

    const visits = await deps.readVisits(person, context);
    if (visits === null) return plainReply(shared.readFailed(), 'unknown');
    return {
      complete: async (tx) => {
        const told = await tellVisits(tx, deps, { practice, session, now, person, visits });
        const text = patientInfoWords(language).visits(told, todayIn(practice.timeZone, now));
        return { text, disclosure: disclosureFor(person, told) };
      },
    };
  },
});

/** How many visits there are is told in any case. */
function disclosureFor({ level, patientIndex }: PersonFor<'get-patient-info'>, { told }: ToldVisits): Disclosure {
  const times = told.length === 0 ? [] : (['date', 'time'] as const);
  const names = told.some(({ providerName }) => isNameTold(providerName)) ? (['providerName'] as const) : [];
  return {
    outcome: 'success',
    level,
    evidence: [...EVIDENCE_OF[level]],
    patientRef: patientIndex,
    phiFields: namesOf('get-patient-info', level, 'visit', ['count', ...times, ...names]),
  };
}
