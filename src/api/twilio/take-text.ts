import { appendAudit } from '../../audit/append';
import { BLANK_SCOPE, eventRow } from '../../audit/scope';
import { AuditAction, AuditPurpose } from '../../audit/vocabulary';
import type { BlindIndex } from '../../crypto/blind-index';
import { readKeyword, type TextKeyword } from '../../domain/messaging/keywords';
import { toE164 } from '../../domain/phones/e164';
import { phi } from '../../domain/phi';
import type { Database } from '../../persistence/database';
import { setOptOut, textNumberIndex } from '../../persistence/text-opt-outs';

export interface TakeTextDeps {
  readonly database: Database;
  readonly index: BlindIndex;
}

/**
 * Does what a text that came in asks for: no more texts to that number, or texts again. Anything else is left alone, and
 * nothing of it is kept. @returns the keyword that it was; null for another text, or a sender who is no number
 */
export async function takeText(
  { database, index }: TakeTextDeps,
  text: { readonly from: string; readonly body: string; readonly traceId: string | null },
): Promise<TextKeyword | null> {
  const keyword = readKeyword(text.body);
  const number = toE164(text.from);
  if (keyword === null || number === null) return null;
  const scope = { ...BLANK_SCOPE, traceId: text.traceId };
  const act = {
    action: AuditAction.textInbound,
    purpose: AuditPurpose.operations,
    subject: `keyword:${keyword}`,
    phiFields: [],
  };
  const row = eventRow(scope, act, 'success');
  await database.transaction(async (tx) => {
    if (keyword !== 'help') await setOptOut(tx, textNumberIndex(index, phi(number)), keyword === 'stop');
    await appendAudit(tx, [row]);
  });
  return keyword;
}
