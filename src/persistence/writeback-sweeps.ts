import type { EntityManager } from 'typeorm';

/** Longer than a sweep takes; a process that died with it is not waited for longer. */
const LEASE_SECONDS = 25;
/** Sikka's list is read for at most a week back. */
const KEPT_FOR = `interval '8 days'`;

/** One write-back as a sweep keeps it: whose it is, and a keyed hash to find it by. Nothing of what it holds. */
export interface SeenWriteback {
  readonly officeId: string;
  readonly writebackId: string;
  readonly match: string;
}

/**
 * How the look that somebody needs stands: `done` and `failed` by a sweep that began late enough; `under-way`: somebody
 * is at it, perhaps since too early; `free`: nobody is.
 */
export type SweepStand = 'done' | 'failed' | 'under-way' | 'free';

/** The database's clock, which all processes share, to the millisecond. */
export async function readClock(manager: EntityManager): Promise<Date> {
  const [row] = await manager.query<{ now: Date }[]>('SELECT now() AS now');
  if (row === undefined) throw new Error('the database has no clock');
  return row.now;
}

export async function findSweepStand(manager: EntityManager, startedAfter: Date): Promise<SweepStand> {
  const [row] = await manager.query<{ stand: SweepStand }[]>(
    `SELECT CASE WHEN started_at >= $1 THEN CASE WHEN finished_at IS NULL THEN 'failed' ELSE 'done' END
                 WHEN lease_expires_at > now() THEN 'under-way' ELSE 'free' END AS stand
       FROM writeback_sweeps WHERE id = 1`,
    [startedAfter],
  );
  return row?.stand ?? 'free';
}

/** Takes the turn to read the list, by compare-and-set; when it began, or null where somebody else has it. */
export async function takeSweep(manager: EntityManager, holder: string): Promise<Date | null> {
  const [taken] = await manager.query<[{ startedAt: Date }[], number]>(
    `UPDATE writeback_sweeps
        SET lease_holder = $1, lease_expires_at = now() + $2 * interval '1 second'
      WHERE id = 1 AND (lease_holder IS NULL OR lease_expires_at < now())
      RETURNING now() AS "startedAt"`,
    [holder, LEASE_SECONDS],
  );
  return taken[0]?.startedAt ?? null;
}

/** Gives the turn back, with how it ended. Whoever has lost it in the meantime changes nothing. */
export async function finishSweep(
  tx: EntityManager,
  { holder, startedAt, isDone }: { readonly holder: string; readonly startedAt: Date; readonly isDone: boolean },
): Promise<void> {
  await tx.query(
    `UPDATE writeback_sweeps
        SET lease_holder = NULL, lease_expires_at = NULL,
            started_at = $2, finished_at = CASE WHEN $3::boolean THEN now() END
      WHERE id = 1 AND lease_holder = $1`,
    [holder, startedAt, isDone],
  );
}

/** Keeps what is new; `seen_at` is when a write-back was first seen. */
export async function rememberSeen(manager: EntityManager, seen: readonly SeenWriteback[]): Promise<void> {
  if (seen.length === 0) return;
  await manager.query(
    `INSERT INTO seen_writebacks (office_id, writeback_id, match)
       SELECT * FROM unnest($1::text[], $2::text[], $3::text[]) ON CONFLICT DO NOTHING`,
    [seen.map((one) => one.officeId), seen.map((one) => one.writebackId), seen.map((one) => one.match)],
  );
}

export async function forgetSeen(manager: EntityManager): Promise<void> {
  await manager.query(`DELETE FROM seen_writebacks WHERE seen_at < now() - ${KEPT_FOR}`);
}

/** When the request of this booking or change was let out for the last time; null where it never was. */
export async function findClaimedAt(
  manager: EntityManager,
  accountId: string,
  subject: { readonly bookingId: string } | { readonly changeId: string },
): Promise<Date | null> {
  const [column, id] = 'bookingId' in subject ? ['booking_id', subject.bookingId] : ['change_id', subject.changeId];
  const [row] = await manager.query<{ claimedAt: Date | null }[]>(
    `SELECT claimed_at AS "claimedAt" FROM write_intents WHERE account_id = $1 AND ${column} = $2`,
    [accountId, id],
  );
  return row?.claimedAt ?? null;
}

/**
 * The one write-back of this office, first seen after the claim, that has one of these hashes and that no booking or
 * change of ours has yet; null for none, and for several, as then nobody knows which. To be asked in the transaction that
 * moves the row: the candidates are locked until it ends, so that two who look for equal writes get one each, or none.
 */
export async function findSeenWriteback(
  tx: EntityManager,
  {
    officeId,
    matches,
    claimedAt,
  }: { readonly officeId: string; readonly matches: readonly string[]; readonly claimedAt: Date },
): Promise<string | null> {
  const seen = await tx.query<{ id: string }[]>(
    `SELECT writeback_id AS id FROM seen_writebacks
      WHERE match = ANY ($1) AND office_id = $2 AND seen_at >= $3 ORDER BY writeback_id, match FOR UPDATE`,
    [matches, officeId, claimedAt],
  );
  if (seen.length === 0) return null;
  // A statement of its own: it sees what was committed while this one waited for the locks.
  const free = await tx.query<{ id: string }[]>(
    `SELECT DISTINCT seen.id FROM unnest($1::text[]) AS seen (id)
      WHERE NOT EXISTS (
              SELECT FROM bookings b JOIN pms_integrations i ON i.id = b.integration_id
               WHERE i.office_id = $2 AND b.writeback_id = seen.id)
        AND NOT EXISTS (
              SELECT FROM pms_changes c JOIN pms_integrations i ON i.id = c.integration_id
               WHERE i.office_id = $2 AND c.writeback_id = seen.id)`,
    [seen.map(({ id }) => id), officeId],
  );
  return free.length === 1 ? (free[0]?.id ?? null) : null;
}
