import type { TestDatabase } from './database';
import { waitFor } from './wait';

export interface IntegrationStatus {
  readonly id: string;
  readonly status: string;
  readonly status_reason: string | null;
}

/** How the practices of an office stand, as our own database has it. */
export const statusesOfOffice = (database: TestDatabase, officeId: string): Promise<IntegrationStatus[]> =>
  database.query('SELECT id, status, status_reason FROM pms_integrations WHERE office_id = $1 ORDER BY practice_id', [
    officeId,
  ]);

/** Waits until every practice of the office stands so. */
export const waitForStatus = (
  database: TestDatabase,
  officeId: string,
  status: string,
): Promise<readonly IntegrationStatus[]> =>
  waitFor(`the office to be ${status}`, async () => {
    const all = await statusesOfOffice(database, officeId);
    return all.every((one) => one.status === status) ? all : null;
  });

/** The tasks about an office's link, whatever their state. */
export const linkTasksOf = (database: TestDatabase, officeId: string): Promise<Record<string, unknown>[]> =>
  database.query(
    `SELECT t.integration_id, t.kind, t.reason_code, t.status
       FROM staff_tasks t JOIN pms_integrations i ON i.id = t.integration_id
      WHERE i.office_id = $1 AND t.booking_id IS NULL ORDER BY i.practice_id, t.id`,
    [officeId],
  );

/** The outcomes of the audit rows about the status of an office's practices, oldest first. */
export async function statusAuditOf(database: TestDatabase, officeId: string): Promise<string[]> {
  const rows = await database.query<{ outcome: string }>(
    `SELECT a.outcome FROM pms_audit_logs a JOIN pms_integrations i ON i.id = a.pms_integration_id
      WHERE i.office_id = $1 AND a.action = 'integration.status' ORDER BY a.created_at, a.id`,
    [officeId],
  );
  return rows.map(({ outcome }) => outcome);
}

/** As if Sikka had refused the office a key so many seconds ago, for every process that has not met it itself. */
export const setLastRefusal = (database: TestDatabase, officeId: string, secondsAgo: number): Promise<unknown> =>
  database.query(`UPDATE office_request_keys SET refused_at = now() - $2 * interval '1 second' WHERE office_id = $1`, [
    officeId,
    secondsAgo,
  ]);
