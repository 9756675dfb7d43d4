import type { IntegrationRow } from '../../../../persistence/integrations';
import type { ConnectionCheck } from '../../../../services/capabilities/checks';

/** How the connection stands, in words for an office manager: `checksOf` of services/capabilities. */
export type ChecksOf = (row: IntegrationRow, now: Date) => readonly ConnectionCheck[];

/** An integration as `/admin` shows it. Field by field, so that a new column is not shown by accident. */
export const toIntegrationView = (row: IntegrationRow, checks: readonly ConnectionCheck[]) => ({
  id: row.id,
  accountId: row.accountId,
  officeId: row.officeId,
  practiceId: row.practiceId,
  practiceName: row.practiceName,
  pmsType: row.pmsType,
  pmsVersion: row.pmsVersion,
  status: row.status,
  statusReason: row.statusReason,
  mode: row.mode,
  capabilities: row.capabilities,
  checks,
  freshness: row.freshness,
  refreshedAt: row.refreshedAt,
});
