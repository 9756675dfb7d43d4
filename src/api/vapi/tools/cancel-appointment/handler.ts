import type { BlindIndex } from '../../../../crypto/blind-index';
import { ChangeKind } from '../../../../domain/changes/operation';
import { namesOf } from '../../../../domain/disclosure/view';
import type { ToolText } from '../../../../domain/status-words';
import { describeChange } from '../../../../persistence/change-details';
import type { Database } from '../../../../persistence/database';
import type { PhiCipher } from '../../../../persistence/phi-cipher';
import type { NewChange } from '../../../../persistence/pms-changes';
import type { VisitInCall } from '../../../../services/find-visit';
import { toCancelRequestOf } from '../../../../services/visit-requests';
import { changeWorkflowId } from '../../../../temporal/ids';
import { plainReply, type Tool, type ToolContext, type ToolReply } from '../../tool';
import type { ChangeDesk, ChangeStanding } from '../common/change-desk';
import { findOwnVisit, identityOf, type OwnVisit } from '../common/find-own-visit';
import { canBeLetGo, isAllowedToWrite } from '../common/may-write';
import { visitDisclosure } from '../common/visit-disclosure';
import { commonWords } from '../common/words';
import { cancelAppointmentArguments, type CancelAppointmentArguments } from './schema';
import { cancelWords } from './words';

export interface CancelAppointmentDeps {
  readonly database: Database;
  readonly cipher: PhiCipher;
  readonly index: BlindIndex;
  readonly changes: ChangeDesk;
}

/**
 * Cancels a visit of a verified patient by the practice's own word for it. What is on its way and not in the practice's
 * book yet is taken back instead.
 */
export const cancelAppointment = (deps: CancelAppointmentDeps): Tool<CancelAppointmentArguments> => ({
  name: 'cancel-appointment',
  arguments: cancelAppointmentArguments,

  async handle(args, context): Promise<ToolReply> {
    const own = await findOwnVisit(deps, 'cancel-appointment', args, context);
    if ('text' in own) return own;
    const { person, current } = own;
    if (current.stand === 'gone' && !current.isCancelling) {
      return plainReply(commonWords(context.language).noSuchVisitAnyMore(), 'failure');
    }

    const wanted = await wantedFor(deps, context, own, args.reason);
    const change = await deps.changes.store(wanted, context);
    const standing = await deps.changes.carryOut(change, context, describeChange(wanted.request, null));
    return {
      text: speak(standing, current, context),
      disclosure: visitDisclosure(person, standing, namesVisit(standing) ? spokenOf(person) : []),
      promise: { bookingId: null, changeId: change.id, patientIndex: person.patientIndex },
    };
  },
});

const spokenOf = ({ level }: OwnVisit<'cancel-appointment'>['person']) =>
  namesOf('cancel-appointment', level, 'visit', ['date', 'time']);

/** The same visit in the same call is cancelled once, however often it is asked for. */
async function wantedFor(
  { database, index }: CancelAppointmentDeps,
  context: ToolContext,
  { person, current }: OwnVisit<'cancel-appointment'>,
  reason: string | undefined,
): Promise<NewChange> {
  const { practice, session } = context;
  const { accountId, integrationId } = practice;
  const kind = ChangeKind.cancelAppointment;
  const { patientIndex } = person;
  const operationKey = index('operation', accountId, session.vapiCallId, kind, patientIndex, identityOf(current));
  const canBeSent = isAllowedToWrite(context) && (await canBeLetGo(database, current, context));
  return {
    accountId,
    integrationId,
    callSessionId: session.id,
    kind,
    operationKey,
    workflowId: changeWorkflowId(kind, operationKey),
    route: canBeSent || isWithStaff(current) ? 'pms' : 'staff',
    patientIndex,
    request: toCancelRequestOf(current.visit, reason),
    bookingId: current.booking?.id ?? null,
    textConsent: false,
  };
}

/** Left to the practice's people and never sent: to let go of it is a matter between them and us. */
const isWithStaff = ({ booking }: VisitInCall): boolean => booking?.state === 'held' && booking.route === 'staff';

const namesVisit = ({ kind }: ChangeStanding): boolean => kind !== 'not-done' && kind !== 'unreachable';

function speak(standing: ChangeStanding, visit: VisitInCall, { language }: ToolContext): ToolText {
  const say = cancelWords(language);
  switch (standing.kind) {
    case 'sent':
      return say.sent(visit);
    case 'confirmed':
      return say.confirmed(visit);
    case 'task':
      return say.task(visit);
    case 'working':
      return say.working(visit);
    case 'unreachable':
      return say.notTaken();
    case 'not-done':
      return say.notCancelled(standing.reasonCode);
  }
}
