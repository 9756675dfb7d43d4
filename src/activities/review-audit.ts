import { appendAudit } from '../audit/append';
import { findForReview } from '../audit/review/checks';
import { daysToReview, type ReviewDay } from '../audit/review/day';
import type { Finding } from '../audit/review/finding';
import { readReviewedDays, readSystemStart, reviewSubject } from '../audit/review/reviewed-days';
import { chainOf } from '../audit/review/scope';
import { BLANK_SCOPE, eventRow } from '../audit/scope';
import { AuditAction } from '../audit/vocabulary';
import type { BlindIndex } from '../crypto/blind-index';
import { phi } from '../domain/phi';
import { isPracticeZone } from '../domain/time/practice-time';
import { findAccountCalendar, listAccountIds, listIntegrationIds } from '../persistence/account-calendar';
import type { Database } from '../persistence/database';
import type { PhiCipher } from '../persistence/phi-cipher';
import { openStaffTask, StaffTaskKind } from '../persistence/staff-tasks';

export interface ReviewAuditDeps {
  readonly database: Database;
  readonly cipher: PhiCipher;
  readonly index: BlindIndex;
  readonly now: () => Date;
}

/** Null: the system chain. */
export interface ReviewTarget {
  readonly accountId: string | null;
}

export interface ReviewOutcome extends ReviewTarget {
  readonly days: number;
  readonly findings: number;
}

export type ReviewAuditActivities = ReturnType<typeof createReviewAuditActivities>;

const OUR_OWN_ZONE = 'UTC';

/** Steps of the daily review of the audit record (HIPAA, 45 CFR 164.308(a)(1)(ii)(D)). */
export const createReviewAuditActivities = (deps: ReviewAuditDeps) => ({
  /** Whose record is to be reviewed: every account's, and the system chain. */
  async listReviewTargets(): Promise<ReviewTarget[]> {
    const ids = await deps.database.run(listAccountIds);
    return [{ accountId: null }, ...ids.map((accountId) => ({ accountId }))];
  },

  /** Reviews each day that is over and whose review is not on record. Repeated, it opens and writes nothing twice. */
  async reviewChain({ accountId }: ReviewTarget): Promise<ReviewOutcome> {
    const days = await findDays(deps, accountId);
    let findings = 0;
    for (const day of days) findings += await reviewOneDay(deps, accountId, day);
    return { accountId, days: days.length, findings };
  },
});

/** The days that this account, or the system chain, still lacks. */
async function findDays({ database, now }: ReviewAuditDeps, accountId: string | null): Promise<ReviewDay[]> {
  const askedAt = now();
  return database.run(async (manager) => {
    const calendar = accountId === null ? null : await findAccountCalendar(manager, accountId);
    const zone = calendar?.timeZone ?? OUR_OWN_ZONE;
    const since = calendar?.since ?? (await readSystemStart(manager)) ?? new Date(askedAt.getTime() - 86_400_000);
    const reviewed = await readReviewedDays(manager, accountId, askedAt);
    return daysToReview(isPracticeZone(zone) ? zone : OUR_OWN_ZONE, { now: askedAt, since, reviewed });
  });
}

async function reviewOneDay(deps: ReviewAuditDeps, accountId: string | null, day: ReviewDay): Promise<number> {
  const { database, now } = deps;
  const openedAt = now();
  const findings = await database.run((manager) => findForReview(manager, { accountId, day, now: openedAt }));
  await database.transaction(async (tx) => {
    // Two reviews at once: the second one waits here, and finds the first one's row.
    await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 6))', [`review:${chainOf(accountId)}`]);
    if ((await readReviewedDays(tx, accountId, openedAt)).has(day.date)) return;
    // What a row says of its practice may be made up, and must not stop the review.
    const practices = await listIntegrationIds(tx, accountId);
    for (const finding of findings) {
      const { integrationId } = finding;
      await openStaffTask(tx, deps.cipher, {
        accountId,
        integrationId: integrationId !== null && practices.has(integrationId) ? integrationId : null,
        subject: { operationKey: keyOf(deps.index, { accountId, day, finding }) },
        kind: StaffTaskKind.privacyReview,
        reasonCode: finding.rule,
        details: phi(JSON.stringify({ day: day.date, timeZone: day.timeZone, ...finding.details })),
        openedAt,
      });
    }
    const act = {
      action: AuditAction.auditReview,
      subject: reviewSubject(day.date, findings.length),
      phiFields: [],
    };
    await appendAudit(tx, [eventRow({ ...BLANK_SCOPE, accountId }, act, 'success')]);
  });
  return findings.length;
}

interface Found {
  readonly accountId: string | null;
  readonly day: ReviewDay;
  readonly finding: Finding;
}

/** The same finding has the same key, so that its task is opened once; nothing can be read from it. */
const keyOf = (index: BlindIndex, { accountId, day, finding }: Found): string =>
  index('privacy-review', chainOf(accountId), finding.rule, finding.isLasting ? '' : day.date, finding.about);
