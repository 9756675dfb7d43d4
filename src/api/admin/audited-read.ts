import type { EntityManager } from 'typeorm';
import { appendAudit } from '../../audit/append';
import type { AuditRow } from '../../audit/events';
import { BLANK_SCOPE, outcomeRow, type AuditedAct } from '../../audit/scope';
import type { Database } from '../../persistence/database';
import type { AdminPrincipal } from './auth/principal';

/** What an answer gives away, of one account; null: of none, which is the system chain. */
export interface AdminDisclosure {
  readonly accountId: string | null;
  readonly patientRef?: string | null;
  readonly vapiCallId?: string | null;
}

/** A read of `/admin` that shows something of patients. */
export interface AuditedRead<T> {
  readonly action: AuditedAct['action'];
  readonly purpose?: AuditedAct['purpose'];
  /** The route's path with `/admin`, as in `/admin/audit`. */
  readonly endpoint: string;
  /** By what was asked, never for whom: `by:callId,from`. */
  readonly subject: string;
  readonly phiFields: readonly string[];
  readonly read: (tx: EntityManager) => Promise<T>;
  /** A row is written for each; none where the answer holds nothing of patients. */
  readonly disclosures: (found: T) => readonly AdminDisclosure[];
}

export interface AuditedReadDeps {
  readonly database: Database;
  readonly now: () => Date;
}

/**
 * Reads, and hands out what was read only after it is on record that this principal has seen it: where the rows cannot
 * be committed, this throws, and nothing is answered.
 */
export async function auditedRead<T>(
  { database, now }: AuditedReadDeps,
  { subject: actorRef, traceId = null }: Pick<AdminPrincipal, 'subject' | 'traceId'>,
  { read, disclosures, action, purpose, endpoint, subject, phiFields }: AuditedRead<T>,
): Promise<T> {
  const startedAtMs = now().getTime();
  return database.transaction(async (tx) => {
    const found = await read(tx);
    const act: AuditedAct = { action, subject, phiFields, ...(purpose === undefined ? {} : { purpose }) };
    const rowOf = ({ accountId, patientRef = null, vapiCallId = null }: AdminDisclosure): AuditRow =>
      outcomeRow(
        { ...BLANK_SCOPE, accountId, patientRef, vapiCallId, actorType: 'operator', actorRef, traceId },
        act,
        { endpoint, method: 'GET', responseStatus: 200, responseTimeMs: now().getTime() - startedAtMs },
        'success',
      );
    // In the order of their chains, which are locked until the end: two such reads cannot wait for each other.
    const inOrder = [...disclosures(found)].sort((a, b) => compare(String(a.accountId), String(b.accountId)));
    for (const disclosure of inOrder) await appendAudit(tx, [rowOf(disclosure)]);
    return found;
  });
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
