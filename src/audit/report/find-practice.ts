import { z } from 'zod';
import { err, ok, type Result } from '../../domain/result';
import type { AuditTransaction } from '../append';

export interface ReportPractice {
  readonly accountId: string;
  /** Null: the account has several, and none was named. */
  readonly practice: { readonly integrationId: string; readonly name: string } | null;
  /** The practice's, or else the account's. */
  readonly timeZone: string;
}

export type PracticeProblem = 'no-account' | 'no-integration';

const accounts = z.array(z.object({ time_zone: z.string() }));
const integrations = z.array(z.object({ id: z.string(), practice_name: z.string(), time_zone: z.string() }));

/** The practice that was named, or the account's only one. An integration of another account is none. */
export async function findReportPractice(
  tx: AuditTransaction,
  accountId: string,
  integrationId: string | null,
): Promise<Result<ReportPractice, PracticeProblem>> {
  const [account] = accounts.parse(await tx.query('SELECT time_zone FROM accounts WHERE id = $1::uuid', [accountId]));
  if (account === undefined) return err('no-account');
  const found = integrations.parse(
    await tx.query(
      `SELECT id, practice_name, time_zone FROM pms_integrations
        WHERE account_id = $1::uuid AND ($2::uuid IS NULL OR id = $2::uuid) LIMIT 2`,
      [accountId, integrationId],
    ),
  );
  const [practice] = found;
  if (practice === undefined && integrationId !== null) return err('no-integration');
  if (practice === undefined || found.length > 1) return ok({ accountId, practice: null, timeZone: account.time_zone });
  return ok({
    accountId,
    practice: { integrationId: practice.id, name: practice.practice_name },
    timeZone: practice.time_zone,
  });
}
