import type { BlindIndex } from '../../../../crypto/blind-index';
import { EVIDENCE_OF, meets } from '../../../../domain/identity/assurance';
import { TOOLS } from '../../../../domain/tools';
import { todayIn } from '../../../../domain/time/practice-time';
import { findPatientByCode, type CallPatient } from '../../../../persistence/call-codes';
import type { Database } from '../../../../persistence/database';
import type { PhiCipher } from '../../../../persistence/phi-cipher';
import type { PatientVisitsReader } from '../../../../services/patient-visits';
import { tellVisits, type ToldVisits } from '../../../../services/patient-visits-told';
import { plainReply, type Disclosure, type Tool, type ToolOutcome } from '../../tool';
import { sayLocked, sayReadFailed, sayVerifyFirst } from '../common/say';
import { getPatientInfoArguments, type GetPatientInfoArguments } from './schema';
import { isNameTold, sayVisits } from './say';

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
    const { practice, session, now } = context;
    if (session.isLocked) return plainReply(sayLocked(), 'denied');
    const person = await deps.database.run((manager) => findPatientByCode(manager, deps.cipher, session, args.patient));
    const needed = TOOLS['get-patient-info'].minimumLevel;
    if (person === null || !meets(person.level, needed)) return plainReply(sayVerifyFirst(), 'denied');

    const visits = await deps.readVisits(person, context);
    if (visits === null) return plainReply(sayReadFailed(), 'unknown');
    return {
      complete: async (tx) => {
        const told = await tellVisits(tx, deps, { practice, session, now, person, visits });
        return { text: sayVisits(told, todayIn(practice.timeZone, now)), disclosure: disclosureFor(person, told) };
      },
    };
  },
});

/** How many visits there are is told in any case. */
function disclosureFor({ level, patientIndex }: CallPatient, { told }: ToldVisits): Disclosure {
  const times = told.length === 0 ? [] : ['appointment.date', 'appointment.time'];
  const names = told.some(({ providerName }) => isNameTold(providerName)) ? ['appointment.provider'] : [];
  return {
    outcome: 'success',
    level,
    evidence: [...EVIDENCE_OF[level]],
    patientRef: patientIndex,
    phiFields: ['appointment.count', ...times, ...names],
  };
}
