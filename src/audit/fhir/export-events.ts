import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { appendAudit, type AuditTransaction } from '../append';
import { findAuditRow, readAuditRows, SYSTEM_CHAIN, type RowsWanted } from '../read-rows';
import { withoutAnsweredAttempts } from '../report/unanswered-attempts';
import { BLANK_SCOPE, eventRow } from '../scope';
import { AuditAction, type AuditPurpose } from '../vocabulary';
import { toAuditEvent } from './to-audit-event';

export interface EventsWanted {
  /** An account's id, or `system`; null: every chain. */
  readonly chain: string | null;
  /** Which rows of each. */
  readonly rows: Omit<RowsWanted, 'chain' | 'beforeSeq'>;
  /** Who exports, as an id. */
  readonly madeBy: string;
  /** Who will have it, if somebody else. */
  readonly recipient: string | null;
  readonly purpose: AuditPurpose;
}

export interface ExportDeps {
  /** Commits when `work` resolves. */
  transaction<T>(work: (tx: AuditTransaction) => Promise<T>): Promise<T>;
  /** For reading, outside any transaction. */
  readonly reader: AuditTransaction;
}

/**
 * Puts the export on record in every chain that it takes rows from, then gives the rows as lines of
 * `application/fhir+ndjson`, the export's own among them. Nothing is read where a row cannot be written.
 */
export async function exportEvents(
  deps: ExportDeps,
  wanted: EventsWanted,
): Promise<AsyncGenerator<string, void, undefined>> {
  const chains = wanted.chain === null ? await listChains(deps.reader) : [wanted.chain];
  const ownRows = new Map<string, string>();
  const subject = `export:${randomUUID()}`;
  for (const chain of chains) {
    const row = ownRowOf(chain, subject, wanted);
    await deps.transaction((tx) => appendAudit(tx, [row]));
    ownRows.set(chain, row.id);
  }
  return linesOf(deps.reader, ownRows, wanted.rows);
}

async function* linesOf(
  reader: AuditTransaction,
  ownRows: ReadonlyMap<string, string>,
  wanted: EventsWanted['rows'],
): AsyncGenerator<string, void, undefined> {
  for (const [chain, ownId] of ownRows) {
    const own = await findAuditRow(reader, chain, ownId);
    if (own === null) throw new Error('the row of the export itself is not in the record');
    const rows = readAuditRows(reader, { ...wanted, chain, beforeSeq: own.chain_seq + 1 });
    for await (const row of withoutAnsweredAttempts(rows)) yield `${JSON.stringify(toAuditEvent(row))}\n`;
  }
}

function ownRowOf(chain: string, subject: string, wanted: EventsWanted) {
  const scope = {
    ...BLANK_SCOPE,
    accountId: chain === SYSTEM_CHAIN ? null : chain,
    integrationId: wanted.rows.integrationId ?? null,
    actorType: 'operator' as const,
    actorRef: wanted.madeBy,
    patientRef: wanted.rows.patientRef ?? null,
    vapiCallId: wanted.rows.callId ?? null,
  };
  const act = { action: AuditAction.auditExport, purpose: wanted.purpose, subject, phiFields: ['audit'] };
  return { ...eventRow(scope, act, 'success'), on_behalf_of: wanted.recipient };
}

const chainList = z.array(z.object({ chain: z.string() }));

const listChains = async (reader: AuditTransaction): Promise<string[]> =>
  chainList
    .parse(await reader.query('SELECT chain FROM audit_chain_heads ORDER BY chain', []))
    .map(({ chain }) => chain);
