import { z } from 'zod';
import { err, ok, type Result } from '../../domain/result';
import { appendAudit, type AuditTransaction } from '../append';
import { BLANK_SCOPE, eventRow } from '../scope';
import { AuditAction } from '../vocabulary';
import { sayMonth, type AuditMonth } from './months';

export interface NewLegalHold {
  readonly id: string;
  /** Null: every account's. */
  readonly accountId: string | null;
  readonly from: AuditMonth;
  /** Null: without an end. */
  readonly until: AuditMonth | null;
  readonly reason: string;
  readonly placedBy: string;
}

const legalHold = z.object({
  id: z.string(),
  accountId: z.string().nullable(),
  from: z.string(),
  until: z.string().nullable(),
  reason: z.string(),
  placedBy: z.string(),
  placedAt: z.date(),
  releasedBy: z.string().nullable(),
  releasedAt: z.date().nullable(),
});
export type LegalHold = z.output<typeof legalHold>;

const SELECT_HOLDS = `SELECT id, account_id AS "accountId", from_month::text AS "from", until_month::text AS "until",
  reason, placed_by AS "placedBy", placed_at AS "placedAt", released_by AS "releasedBy", released_at AS "releasedAt"
  FROM audit_legal_holds`;

/** Every hold that was ever placed, oldest first. */
export const listLegalHolds = async (tx: AuditTransaction): Promise<LegalHold[]> =>
  z.array(legalHold).parse(await tx.query(`${SELECT_HOLDS} ORDER BY placed_at, id`, []));

/** Keeps an account's months (or everybody's) until it is released. To be called in a transaction; its last statement. */
export async function placeLegalHold(
  tx: AuditTransaction,
  hold: NewLegalHold,
): Promise<Result<void, 'unknown-account'>> {
  const { id, accountId, from, until, reason, placedBy } = hold;
  if (accountId !== null) {
    const found = (await tx.query('SELECT FROM accounts WHERE id = $1', [accountId])) as unknown[];
    if (found.length === 0) return err('unknown-account');
  }
  await tx.query(
    `INSERT INTO audit_legal_holds (id, account_id, from_month, until_month, reason, placed_by)
     VALUES ($1, $2, $3, $4, $5, $6)`,
    [id, accountId, from, until, reason, placedBy],
  );
  await record(tx, hold, placedBy, 'placed');
  return ok(undefined);
}

/** Ends a hold. To be called in a transaction; its last statement. */
export async function releaseLegalHold(
  tx: AuditTransaction,
  id: string,
  releasedBy: string,
): Promise<Result<void, 'unknown-hold' | 'released-before'>> {
  const [hold] = z.array(legalHold).parse(await tx.query(`${SELECT_HOLDS} WHERE id = $1 FOR UPDATE`, [id]));
  if (hold === undefined) return err('unknown-hold');
  if (hold.releasedAt !== null) return err('released-before');
  await tx.query('UPDATE audit_legal_holds SET released_by = $2, released_at = now() WHERE id = $1', [id, releasedBy]);
  await record(tx, hold, releasedBy, 'released');
  return ok(undefined);
}

/** The reason is kept with the hold and not in the row: people may write anything into it. */
function record(
  tx: AuditTransaction,
  { id, accountId, from, until }: Pick<LegalHold, 'id' | 'accountId' | 'from' | 'until'>,
  who: string,
  what: 'placed' | 'released',
): Promise<void> {
  const months = `${sayMonth(from)}..${until === null ? '' : sayMonth(until)}`;
  const act = { action: AuditAction.legalHold, subject: `hold:${id} ${what} months:${months}`, phiFields: [] };
  const scope = { ...BLANK_SCOPE, accountId, actorType: 'operator', actorRef: who } as const;
  return appendAudit(tx, [eventRow(scope, act, 'success')]);
}
