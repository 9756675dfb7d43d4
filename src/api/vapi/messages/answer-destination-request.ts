import { BLANK_SCOPE } from '../../../audit/scope';
import type { BlindIndex } from '../../../crypto/blind-index';
import { allows, Authority } from '../../../domain/authority';
import { numberDestination } from '../../../domain/messaging/control-bodies';
import { phi } from '../../../domain/phi';
import { statusWordOf, type ToolText } from '../../../domain/status-words';
import { TOOLS } from '../../../domain/tools';
import { HOLD_WORDS } from '../../../domain/transfer/hold-words';
import { openCallSession, type CallSession } from '../../../persistence/call-sessions';
import type { PhiCipher } from '../../../persistence/phi-cipher';
import { findPracticeByLine, type PracticeOnLine } from '../../../persistence/practices';
import { recordPromise } from '../../../persistence/promises';
import type { GiveDestination } from '../../../services/give-destination';
import type { Arrival } from '../answer-tool-calls';
import { auditUnknownLine } from '../audit-refusals';
import { usualLanguage } from '../call-language';
import { originOf } from '../call-origin';
import { startDeadline, type Deadline } from '../deadline';
import type { VapiCall } from '../envelope/call';
import { isOverLimit, type OverLimitDeps } from '../guards/over-limit';
import { guardWords } from '../guards/words';
import { commonWords } from '../tools/common/words';
import { transferWords } from '../tools/transfer-to-human/words';

export interface DestinationRequestDeps extends OverLimitDeps {
  readonly cipher: PhiCipher;
  readonly index: BlindIndex;
  readonly now: () => Date;
  readonly giveDestination: GiveDestination;
}

/** What Vapi takes: where to put the caller through and what they hear before it, or words for the model why not. */
export type DestinationAnswer =
  | { readonly destination: ReturnType<typeof numberDestination> & { readonly message: string } }
  | { readonly error: string };

const { deadlineMs: DEADLINE_MS, authority: NEEDED } = TOOLS['transfer-to-human'];
/** Left for putting the answer on record. */
const RECORD_RESERVE_MS = 1_500;

const refused = ({ text }: ToolText): DestinationAnswer => ({ error: text });

/**
 * Where a caller goes whose assistant puts them through by Vapi's own `transferCall`. The same rules as for our tool:
 * what the practice allows, its hours, one wish for each call. Always answers, and in time.
 */
export async function answerDestinationRequest(
  deps: DestinationRequestDeps,
  call: VapiCall,
  arrival: Pick<Arrival, 'receivedAtMs' | 'traceId'>,
): Promise<DestinationAnswer> {
  const unknown = (): DestinationAnswer => refused(commonWords('en').writeUnknown());
  const deadline = startDeadline(DEADLINE_MS, arrival.receivedAtMs, () => deps.now().getTime());
  const given = answer(deps, call, arrival, deadline).catch((error: unknown) => {
    deps.onError(error, null);
    return unknown();
  });
  try {
    return await deadline.race(given, unknown);
  } finally {
    deadline.end();
  }
}

async function answer(
  deps: DestinationRequestDeps,
  call: VapiCall,
  { receivedAtMs, traceId }: Pick<Arrival, 'receivedAtMs' | 'traceId'>,
  deadline: Deadline,
): Promise<DestinationAnswer> {
  const { database, cipher, index, limits } = deps;
  const { id: vapiCallId, customerNumber: callerNumber, controlUrl } = call;
  if (vapiCallId === null) return refused(commonWords('en').noCallId());
  const practice = await database.run((manager) => findPracticeByLine(manager, call));
  if (practice === null) {
    const asked = { vapiCallId, toolCallId: REQUEST, traceId, path: '/vapi/webhook' };
    if (await limits.isUnknownLineForRecord()) await auditUnknownLine(database, asked);
    return refused(commonWords('en').unknownLine());
  }
  const usual = usualLanguage(call, practice);
  if (await isOverLimit(deps, practice, 1, { vapiCallId, traceId })) return refused(guardWords(usual).tooMuch());
  const authority = practice.authorities['transfer-to-human'] ?? NEEDED;
  if (practice.status === 'pending' || practice.status === 'revoked') {
    return refused(commonWords(usual).notConnected());
  }
  if (!allows(authority, Authority.hold)) return refused(commonWords(usual).notAllowed());

  const session = await database.run((manager) =>
    openCallSession(manager, cipher, practice, {
      ...{ vapiCallId, callerNumber, controlUrl },
      ...{ saidLanguage: null, usualLanguage: usual },
    }),
  );
  const { language } = session;
  const { accountId, integrationId } = practice;
  const { assistantId: actorRef, callerRef } = originOf(index, accountId, call, traceId);
  const scope = { ...BLANK_SCOPE, accountId, integrationId, actorType: 'assistant', actorRef, callerRef } as const;
  const given = await deps.giveDestination({
    practice,
    session,
    language,
    mayPutThrough: allows(authority, NEEDED),
    scope: { ...scope, assuranceLevel: 'L0', vapiCallId, traceId },
    receivedAtMs,
    timeoutMs: () => Math.max(0, deadline.remainingMs() - RECORD_RESERVE_MS),
  });
  if (given.kind === 'task') {
    return promised(deps, practice, session, transferWords(language).task(given.willOfficeAct, given.isEmergency));
  }
  return { destination: { ...numberDestination(given.destination), message: HOLD_WORDS[given.language] } };
}

/** What our record calls such a request, which has no id at Vapi. */
const REQUEST = 'transfer-destination-request';

/** What the caller is about to hear goes into the ledger of promises, as for our own tool. */
async function promised(
  { database, cipher }: DestinationRequestDeps,
  { accountId, integrationId }: PracticeOnLine,
  { id: callSessionId }: CallSession,
  text: ToolText,
): Promise<DestinationAnswer> {
  await database.transaction((tx) =>
    recordPromise(tx, cipher, {
      accountId,
      integrationId,
      callSessionId,
      bookingId: null,
      changeId: null,
      patientIndex: null,
      channel: 'answer',
      statusWord: statusWordOf(text),
      words: phi(text.text),
    }),
  );
  return refused(text);
}
