import { appendAudit } from '../../audit/append';
import { attemptRow, exchangeOutcome, outcomeRow, type AuditedAct, type AuditScope } from '../../audit/scope';
import { AuditAction } from '../../audit/vocabulary';
import type { BlindIndex } from '../../crypto/blind-index';
import type { IntegrationRef } from '../../domain/integration-ref';
import type { Phi } from '../../domain/phi';
import { err, ok, type Result } from '../../domain/result';
import { TEXT_REQUEST, type TextReply, type Texts } from '../../messaging/texts';
import type { Database } from '../../persistence/database';
import type { PhiCipher } from '../../persistence/phi-cipher';
import { dropCode, lockChannel, setChannel } from '../../persistence/staff-channels';
import { isOptedOut, setOptOut, textNumberIndex } from '../../persistence/text-opt-outs';
import { CODE_LIVES_MS, CODES_APART_MS, hashChannelCode } from './channel-code';
import { codeWords } from './say';

export interface SetChannelDeps {
  readonly database: Database;
  readonly cipher: PhiCipher;
  readonly index: BlindIndex;
  /** Null: no texts are sent. */
  readonly texts: Texts | null;
  readonly now: () => Date;
  readonly newChannelCode: () => string;
}

/** `verified`: this very number is proved already, and nothing was sent. */
export type ChannelSet = { readonly kind: 'verified' } | { readonly kind: 'code-sent'; readonly codeExpiresAt: Date };

/** `opted-out`: the number has asked for no texts. `not-a-text-number`: Twilio takes it for none. */
export type ChannelNotSet = 'not-configured' | 'too-soon' | 'opted-out' | 'not-a-text-number' | 'unavailable';

const ACT: AuditedAct = { action: AuditAction.staffChannel, subject: 'code', phiFields: [] };

/**
 * Sets the number that the practice's tasks are texted to, and texts a code to it; until somebody has given the code back,
 * no task's text goes there. Another number takes the place, and with it the proof, of the one before.
 */
export async function setStaffChannel(
  deps: SetChannelDeps,
  ref: IntegrationRef,
  number: Phi<string>,
  scope: AuditScope,
): Promise<Result<ChannelSet, ChannelNotSet>> {
  const { database, texts } = deps;
  if (texts === null) return err('not-configured');
  const code = deps.newChannelCode();
  const addressIndex = textNumberIndex(deps.index, number);
  const codeHash = hashChannelCode(deps.index, ref, addressIndex, code);
  const codeExpiresAt = new Date(deps.now().getTime() + CODE_LIVES_MS);
  const attempt = attemptRow(scope, ACT, TEXT_REQUEST);

  const before = await database.transaction(async (tx) => {
    const channel = await lockChannel(tx, ref);
    if (channel?.verifiedAt && channel.addressIndex === addressIndex) return 'verified' as const;
    if (isTooSoon(channel?.codeExpiresAt ?? null, codeExpiresAt)) return 'too-soon' as const;
    if (await isOptedOut(tx, addressIndex)) return 'opted-out' as const;
    await setChannel(tx, deps.cipher, ref, { number, addressIndex, codeHash, codeExpiresAt });
    await appendAudit(tx, [attempt]);
    return null;
  });
  if (before === 'verified') return ok({ kind: before });
  if (before !== null) return err(before);

  const reply = await texts.send({ to: number, words: codeWords(code) });
  const { outcome, exchange } = reply;
  const hasNotLeft = outcome.kind === 'refused' || outcome.kind === 'opted-out';
  await database.transaction(async (tx) => {
    if (hasNotLeft) await dropCode(tx, ref, codeHash);
    if (outcome.kind === 'opted-out') await setOptOut(tx, addressIndex, true);
    await appendAudit(tx, [outcomeRow(scope, ACT, exchange, exchangeOutcome(exchange), attempt.id)]);
  });
  return hasNotLeft ? err(refusalOf(reply)) : ok({ kind: 'code-sent', codeExpiresAt });
}

const isTooSoon = (pending: Date | null, next: Date): boolean =>
  pending !== null && next.getTime() - pending.getTime() < CODES_APART_MS;

/** Twilio's 400 is about the number; all else about us, or about Twilio. */
function refusalOf({ outcome, exchange }: TextReply): ChannelNotSet {
  if (outcome.kind === 'opted-out') return 'opted-out';
  return exchange.responseStatus === 400 ? 'not-a-text-number' : 'unavailable';
}
