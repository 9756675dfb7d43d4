import { z } from 'zod';
import type { LocalDate } from '../../domain/pms';
import type { AuditTransaction } from '../append';
import { readAll } from './aggregates/traces';
import { CATCH_UP_DAYS } from './day';
import { chainOf } from './scope';

/** What a review's own row says that it was about. */
export const reviewSubject = (date: LocalDate, findings: number): string => `day:${date} findings:${findings}`;

const SUBJECT = /^day:(\d{4}-\d{2}-\d{2}) findings:\d+$/;

/** Time enough for the week that is caught up, in any zone, and for a review that came late. */
const LOOK_BACK_MS = (CATCH_UP_DAYS + 3) * 86_400_000;

/** The days whose review is on record in this chain, of those that could still be caught up at `now`. */
export async function readReviewedDays(
  tx: AuditTransaction,
  accountId: string | null,
  now: Date,
): Promise<ReadonlySet<LocalDate>> {
  const rows = await readAll(
    tx,
    z.object({ subject: z.string() }),
    `SELECT l.subject FROM pms_audit_logs l
      WHERE l.chain = $1 AND l.created_at >= $2 AND l.action = 'audit.review' AND l.subject IS NOT NULL`,
    [chainOf(accountId), new Date(now.getTime() - LOOK_BACK_MS)],
  );
  return new Set(rows.flatMap(({ subject }) => SUBJECT.exec(subject)?.[1] ?? []));
}

/** When the system chain began; null: it has no row yet. */
export async function readSystemStart(tx: AuditTransaction): Promise<Date | null> {
  const [row] = await readAll(
    tx,
    z.object({ created_at: z.date() }),
    `SELECT l.created_at FROM pms_audit_logs l WHERE l.chain = 'system' ORDER BY l.chain_seq LIMIT 1`,
    [],
  );
  return row?.created_at ?? null;
}
