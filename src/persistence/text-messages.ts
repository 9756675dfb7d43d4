import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';

export type TextState = 'claimed' | 'sent' | 'refused' | 'opted-out' | 'unknown';

export interface NewTextMessage {
  readonly accountId: string;
  readonly integrationId: string;
  /** What it is for, such as `confirmed`; in clear, so a word from a closed list. */
  readonly purpose: string;
  /** One text for each, for ever. Opaque. */
  readonly dedupeKey: string;
  readonly numberIndex: string;
}

export interface ClaimedText {
  readonly id: string;
  readonly isMine: boolean;
  readonly state: TextState;
  readonly messageSid: string | null;
}

/**
 * Claims the one attempt to send this text, in the transaction that commits before the request leaves. Who gets
 * `isMine: false` must not send: with `claimed` the request may have left already.
 */
export async function claimText(tx: EntityManager, text: NewTextMessage): Promise<ClaimedText> {
  const id = randomUUID();
  const inserted = await tx.query<unknown[]>(
    `INSERT INTO text_messages (id, account_id, integration_id, purpose, dedupe_key, number_index, state)
     VALUES ($1, $2, $3, $4, $5, $6, 'claimed') ON CONFLICT (dedupe_key) DO NOTHING RETURNING id`,
    [id, text.accountId, text.integrationId, text.purpose, text.dedupeKey, text.numberIndex],
  );
  if (inserted.length > 0) return { id, isMine: true, state: 'claimed', messageSid: null };
  const [known] = await tx.query<Omit<ClaimedText, 'isMine'>[]>(
    `SELECT id, state, message_sid AS "messageSid" FROM text_messages WHERE account_id = $1 AND dedupe_key = $2`,
    [text.accountId, text.dedupeKey],
  );
  if (known === undefined) throw new Error('a text of another account has this dedupe key');
  return { ...known, isMine: false };
}

/**
 * Notes how the attempt ended; the first ending stands.
 * @returns the hash of the number that it went to
 */
export async function settleText(
  tx: EntityManager,
  text: {
    readonly accountId: string;
    readonly textId: string;
    readonly state: Exclude<TextState, 'claimed'>;
    readonly messageSid: string | null;
  },
): Promise<string | null> {
  const [rows] = await tx.query<[{ numberIndex: string }[], number]>(
    `UPDATE text_messages SET state = $3, message_sid = $4, settled_at = now()
      WHERE account_id = $1 AND id = $2 AND state = 'claimed' RETURNING number_index AS "numberIndex"`,
    [text.accountId, text.textId, text.state, text.messageSid],
  );
  return rows[0]?.numberIndex ?? null;
}
