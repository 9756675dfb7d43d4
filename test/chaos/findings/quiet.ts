import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';

/** Held or sent, and nobody has been asked to look at it: still on its way. */
const UNDER_WAY = `
  SELECT count(*)::int AS count FROM (
    SELECT b.id FROM bookings b WHERE b.state IN ('held', 'sent')
      AND NOT EXISTS (SELECT 1 FROM staff_tasks t WHERE (t.booking_id = b.id OR t.change_id = b.awaits_change_id) AND t.status = 'open')
    UNION ALL
    SELECT c.id FROM pms_changes c WHERE c.state IN ('held', 'sent')
      AND NOT EXISTS (SELECT 1 FROM staff_tasks t WHERE (t.change_id = c.id OR c.operation_key = 'release-' || t.booking_id::text) AND t.status = 'open')
  ) open`;
const BETWEEN_LOOKS_MS = 1_000;

/**
 * Waits until nothing is under way any more: every booking and change is at its end, or waits for a person.
 * @returns how many still were when the time was up
 */
export async function untilQuiet(
  databaseUrl: string,
  untilMs: number,
  onLook: (underWay: number) => void,
): Promise<number> {
  for (;;) {
    const underWay = await countUnderWay(databaseUrl).catch(() => null);
    if (underWay !== null) onLook(underWay);
    if (underWay === 0 || performance.now() >= untilMs) return underWay ?? -1;
    await delay(BETWEEN_LOOKS_MS);
  }
}

async function countUnderWay(databaseUrl: string): Promise<number> {
  const client = new Client({ connectionString: databaseUrl, connectionTimeoutMillis: 3_000 });
  try {
    await client.connect();
    const { rows } = await client.query<{ count: number }>(UNDER_WAY);
    return rows[0]?.count ?? 0;
  } finally {
    await client.end().catch(() => undefined);
  }
}
