import { createHash } from 'node:crypto';
import type { Client } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { z } from 'zod';
import type { AuditTransaction } from '../append';
import { copyStoredRows, readCopiedRow } from '../canonical/copied-row';
import { linesOf, wholeLines } from '../verify/whole-lines';
import { EXPORT_FORMAT, writeLine } from './format';
import { planChainPart, type ChainPart, type ExportPeriod } from './plan-export';
import { readSeals } from './read-seals';
import { recordExport, type ExportOrder } from './record-export';
import { writeRowLine } from './row-line';

export interface ExportWanted extends ExportOrder {
  /** An account's id, or `system`; null: every chain. */
  readonly chain: string | null;
  readonly period: ExportPeriod;
  readonly exportedAt: Date;
}

export interface ExportSummary {
  readonly chains: number;
  readonly rows: number;
  /** Of all bytes before the last line. Kept apart from the file, it shows that the file is the one that was written. */
  readonly sha256: string;
}

interface Exported {
  /** The file, piece by piece. */
  readonly pieces: AsyncIterable<string>;
  /** What it came to, once the last piece has been taken. */
  readonly summary: () => ExportSummary;
}

/**
 * The record, or one chain of it, as a file that anybody with the public key can check. Its rows in the record are
 * committed before the first row is read; all that is read is of one moment.
 * @param client a connection that nothing else uses until the last piece has been taken
 * @returns null where there is no such chain
 */
export async function exportRecord(client: Client, wanted: ExportWanted): Promise<Exported | null> {
  const tx: AuditTransaction = {
    async query(sql, parameters) {
      const { rows }: { readonly rows: unknown[] } = await client.query(sql, parameters);
      return rows;
    },
  };
  const chains = (await listChains(tx)).filter((chain) => wanted.chain === null || chain === wanted.chain);
  if (chains.length === 0) return null;
  await recordExport(tx, wanted, chains);

  const hash = createHash('sha256');
  let summary: ExportSummary = { chains: 0, rows: 0, sha256: '' };
  async function* pieces(): AsyncGenerator<string, void, undefined> {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const parts = await planParts(tx, chains, wanted.period);
    const counted = { rows: 0 };
    for await (const piece of linesOfParts(client, tx, wanted, parts, counted)) {
      hash.update(piece);
      yield piece;
    }
    await client.query('ROLLBACK');
    summary = { chains: parts.length, rows: counted.rows, sha256: hash.digest('hex') };
    yield writeLine({ end: { rows: summary.rows, sha256: summary.sha256 } });
  }
  return { pieces: pieces(), summary: () => summary };
}

async function* linesOfParts(
  client: Client,
  tx: AuditTransaction,
  { id, exportedAt, period }: ExportWanted,
  parts: readonly ChainPart[],
  counted: { rows: number },
): AsyncGenerator<string, void, undefined> {
  yield writeLine({
    header: {
      format: EXPORT_FORMAT,
      id,
      exportedAt: exportedAt.toISOString(),
      chains: parts.map(({ chain }) => chain),
      from: period.from?.toISOString() ?? null,
      until: period.until?.toISOString() ?? null,
    },
  });
  for (const part of parts) {
    if (part.anchor !== null) yield writeLine({ anchor: part.anchor });
    yield writeLine({ head: part.head });
    for await (const seal of readSeals(tx, part)) yield writeLine({ seal });
    const copied: AsyncIterable<Buffer> = client.query(copyTo(copyStoredRows(conditionOf(client, part))));
    for await (const piece of wholeLines(copied)) {
      const lines = Array.from(linesOf(piece), ({ line }) => `${writeRowLine(readCopiedRow(line))}\n`);
      counted.rows += lines.length;
      yield Buffer.from(lines.join(''), 'latin1').toString('utf8');
    }
  }
}

const conditionOf = (client: Client, { chain, anchor, head }: ChainPart): string =>
  `chain = ${client.escapeLiteral(chain)} AND chain_seq > ${anchor?.chainSeq ?? 0} AND chain_seq <= ${head.chainSeq}`;

async function planParts(tx: AuditTransaction, chains: readonly string[], period: ExportPeriod): Promise<ChainPart[]> {
  const parts: ChainPart[] = [];
  for (const chain of chains) {
    const part = await planChainPart(tx, chain, period);
    if (part !== null) parts.push(part);
  }
  return parts;
}

const chainList = z.array(z.object({ chain: z.string() }));

const listChains = async (tx: AuditTransaction): Promise<string[]> =>
  chainList
    .parse(await tx.query('SELECT chain FROM audit_chain_heads WHERE chain_seq > 0 ORDER BY chain', []))
    .map(({ chain }) => chain);
