import type { EntityManager } from 'typeorm';
import type { BlindIndex } from '../../../../crypto/blind-index';
import { BookingReason } from '../../../../domain/booking/operation';
import { namesOf, viewFor } from '../../../../domain/disclosure/view';
import { MAX_FAILED_ATTEMPTS } from '../../../../domain/identity/assurance';
import { parseBirthDate } from '../../../../domain/identity/birth-date';
import { mayBeOnFile } from '../../../../domain/identity/duplicate-patient';
import { phi } from '../../../../domain/phi';
import { todayIn } from '../../../../domain/time/practice-time';
import { leaveChangeToStaff } from '../../../../persistence/change-moves';
import { recordFailedAttempt } from '../../../../persistence/call-sessions';
import type { Database } from '../../../../persistence/database';
import type { PmsChangeEntity } from '../../../../persistence/entities/pms-change';
import { issueNewPatientCode } from '../../../../persistence/new-patient-code';
import { isAskedForOtherwise } from '../../../../persistence/new-patient-requests';
import type { PhiCipher } from '../../../../persistence/phi-cipher';
import { findActiveChange, getChange } from '../../../../persistence/pms-changes';
import { hasVerifiedChannel } from '../../../../persistence/staff-channels';
import { openStaffTask, StaffTaskKind } from '../../../../persistence/staff-tasks';
import type { PatientFinder } from '../../../../services/find-candidates';
import { NOTHING_DISCLOSED, plainReply, type Tool, type ToolContext, type ToolOutcome } from '../../tool';
import type { ChangeDesk, ChangeStanding } from '../common/change-desk';
import { commonWords } from '../common/words';
import { searchWords } from '../search-patients/words';
import { createPatientArguments, type CreatePatientArguments } from './schema';
import { toWantedPatient, type WantedPatient } from './wanted';
import { createWords } from './words';

export interface CreatePatientDeps {
  readonly database: Database;
  readonly cipher: PhiCipher;
  readonly index: BlindIndex;
  readonly findCandidates: PatientFinder;
  readonly changes: ChangeDesk;
}

/**
 * Enters a new person, for whom a visit can be booked at once. Whoever may be on file already is left to the practice's
 * people, in words that tell nobody so.
 */
export const createPatient = (deps: CreatePatientDeps): Tool<CreatePatientArguments> => ({
  name: 'create-patient',
  arguments: createPatientArguments,

  async handle(args, context): Promise<ToolOutcome> {
    const { practice, session, language, now } = context;
    if (session.isLocked) return plainReply(commonWords(language).locked(), 'denied');
    const birthDate = parseBirthDate(args.dateOfBirth, todayIn(practice.timeZone, now));
    if (!birthDate.ok) {
      return plainReply(searchWords(language).wrongBirthDate(birthDate.error, 'create-patient'), 'failure');
    }

    const wanted = toWantedPatient(deps.index, args, birthDate.value, context);
    const { accountId, operationKey } = wanted.change;
    const known = await deps.database.run((manager) => findActiveChange(manager, accountId, operationKey));
    const change = known ?? (await admit(deps, wanted, context));
    const standing = await deps.changes.carryOut(change, context, wanted.details);
    return answer(deps, { change, isNew: known === null }, standing, args, context);
  },
});

/** Looks whether they may have a chart, before anything is stored; a doubt goes to the practice's people with the request. */
async function admit(
  { cipher, findCandidates, changes }: CreatePatientDeps,
  wanted: WantedPatient,
  context: ToolContext,
): Promise<PmsChangeEntity> {
  const found = await findCandidates({ ...wanted.clues, callerNumber: context.session.callerNumber }, context);
  const charts = found.patients.map((patient) => viewFor('create-patient', 'L0', 'patient', patient));
  const doubt = mayBeOnFile(wanted.request, charts)
    ? BookingReason.likelyDuplicate
    : found.isComplete
      ? null
      : BookingReason.pmsUnavailable;
  return changes.store(wanted.change, context, async (tx, change) => {
    const isTwin = doubt === null && (await isAskedForOtherwise(tx, wanted.change));
    const reasonCode = isTwin ? BookingReason.likelyDuplicate : doubt;
    if (reasonCode === null) return change;
    const { accountId, integrationId, id } = change;
    await leaveChangeToStaff(tx, accountId, id, reasonCode);
    await openStaffTask(tx, cipher, {
      accountId,
      integrationId,
      subject: { changeId: id },
      kind: StaffTaskKind.createPatientByHand,
      reasonCode,
      details: wanted.details,
      openedAt: context.now,
    });
    return getChange(tx, accountId, id);
  });
}

const TASK: ChangeStanding = { kind: 'task' };

async function answer(
  deps: CreatePatientDeps,
  { change, isNew }: { readonly change: PmsChangeEntity; readonly isNew: boolean },
  standing: ChangeStanding,
  args: CreatePatientArguments,
  context: ToolContext,
): Promise<ToolOutcome> {
  const { database, cipher } = deps;
  const { practice, language } = context;
  const say = createWords(language);
  const { firstName, lastName } = args;
  const { code, patientIndex } = change;
  const promise = { bookingId: null, changeId: change.id, patientIndex };
  switch (standing.kind) {
    case 'not-done':
      // Somebody like them showed up at the last moment: the words that any doubt is answered with.
      if (standing.reasonCode === BookingReason.likelyDuplicate)
        return answer(deps, { change, isNew }, TASK, args, context);
      return { ...plainReply(say.notDone(standing.reasonCode), 'failure'), promise };
    case 'unreachable':
      return { ...plainReply(say.notTaken(), 'unknown'), promise };
    case 'task': {
      const isOnFile = change.reasonCode === BookingReason.likelyDuplicate;
      const willOfficeAct = await database.run((manager) => hasVerifiedChannel(manager, practice.integrationId));
      const reply = { ...plainReply(say.task(code, willOfficeAct)), promise };
      // Somebody who asks for people who are on file may be finding out who is: as a failed verification, it counts.
      if (!isOnFile || !isNew) return reply;
      return {
        complete: async (tx: EntityManager) => {
          await recordFailedAttempt(tx, context.session, MAX_FAILED_ATTEMPTS);
          return reply;
        },
      };
    }
    case 'sent':
    case 'confirmed':
    case 'working': {
      const speak = say[standing.kind];
      const outcome = standing.kind === 'working' ? 'unknown' : 'success';
      const complete = async (tx: EntityManager) => {
        const person = await issueNewPatientCode(tx, cipher, change, phi({ firstName, lastName }));
        const disclosure = {
          ...NOTHING_DISCLOSED,
          outcome,
          patientRef: patientIndex,
          phiFields: namesOf('create-patient', 'L0', 'patient', ['firstName']),
        } as const;
        return { text: speak({ code, person }), disclosure, promise };
      };
      return { complete };
    }
  }
}
