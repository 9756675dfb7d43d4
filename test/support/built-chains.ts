import { createHash } from 'node:crypto';
import { canonicalText } from '../../src/audit/canonical/canonical-text';
import { NO_HASH, rowHash } from '../../src/audit/canonical/row-hash';
import { toRowValues } from '../../src/audit/canonical/row-values';
import { buildCheckpoint } from '../../src/audit/checkpoints/build-checkpoint';
import type { CheckpointDocument } from '../../src/audit/checkpoints/document';
import type { Leaf } from '../../src/audit/checkpoints/leaf';
import { leafHash, merkleProof } from '../../src/audit/checkpoints/merkle';
import type { CheckpointSigner } from '../../src/audit/checkpoints/signer';
import { NO_STATEMENT, statementDigest } from '../../src/audit/checkpoints/statement';
import { EXPORT_FORMAT, writeLine } from '../../src/audit/export/format';
import { writeRowLine } from '../../src/audit/export/row-line';
import type { StoredAuditRow } from '../../src/audit/stored-row';
import { auditRowWith } from './audit-rows';

// Chains as the database would hold them, made without one.

const idOf = (chain: string, chainSeq: number): string => {
  const digits = createHash('sha256').update(`${chain} ${chainSeq}`).digest('hex');
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-8${digits.slice(17, 20)}-${digits.slice(20, 32)}`;
};

/** The row with the hash that it should have. */
export const hashed = (row: StoredAuditRow): StoredAuditRow => {
  const text = canonicalText(row);
  if (text === null) throw new Error('a row of these tests has no canonical form');
  return { ...row, row_hash: rowHash(row.prev_hash, text) };
};

/** The rows with the links and hashes that they should have, as the next rows after `before`. */
export function linked(rows: readonly StoredAuditRow[], before: StoredAuditRow | null = null): StoredAuditRow[] {
  let last = before;
  return rows.map((row) => {
    last = hashed({ ...row, chain_seq: (last?.chain_seq ?? 0) + 1, prev_hash: last?.row_hash ?? NO_HASH });
    return last;
  });
}

export const buildChain = (chain: string, count: number): StoredAuditRow[] =>
  linked(
    Array.from({ length: count }, (_, i) =>
      auditRowWith({
        ...{ chain, account_id: chain === 'system' ? null : chain },
        id: idOf(chain, i + 1),
        created_at: Date.UTC(2031, 2, 4) * 1_000 + i,
        ...(i % 3 === 0 ? { kind: 'attempt', outcome: 'pending', response_status: null, response_time: null } : {}),
      }),
    ),
  );

export const leafAt = (rows: readonly StoredAuditRow[], chainSeq: number): Leaf => {
  const row = rows[chainSeq - 1];
  if (row === undefined) throw new Error('there is no such row');
  return { chain: row.chain, chainSeq, rowHash: row.row_hash };
};

/** Checkpoints over these leaves, one after the other. */
export async function sealLeaves(signer: CheckpointSigner, leaves: readonly Leaf[][]): Promise<CheckpointDocument[]> {
  const documents: CheckpointDocument[] = [];
  let previous = NO_STATEMENT;
  for (const [i, sealed] of leaves.entries()) {
    const sealedAt = new Date(Date.UTC(2031, 2, 4, 0, i));
    const { document } = await buildCheckpoint(signer, {
      number: i + 1,
      leaves: sealed,
      previous,
      rowCount: 0,
      sealedAt,
    });
    documents.push(document);
    previous = statementDigest(document.statement);
  }
  return documents;
}

/** The file that an export of these chains would be, as lines, without the one that ends it. */
export function exportLines(chains: readonly StoredAuditRow[][], documents: readonly CheckpointDocument[]): string[] {
  const names = chains.map(([first]) => first?.chain ?? '');
  const header = { format: EXPORT_FORMAT, id: idOf('export', 1), exportedAt: '2031-03-05T00:00:00.000Z' } as const;
  return [
    writeLine({ header: { ...header, chains: names, from: null, until: null } }),
    ...chains.flatMap((rows) => [
      writeLine({ head: leafAt(rows, rows.length) }),
      ...documents.flatMap((document) => sealLines(document, rows[0]?.chain)),
      ...rows.map((row) => `${Buffer.from(writeRowLine(toRowValues(row)), 'latin1').toString('utf8')}\n`),
    ]),
  ];
}

const sealLines = ({ leaves, ...signed }: CheckpointDocument, chain: string | undefined): string[] =>
  leaves.flatMap((leaf, leafIndex) =>
    leaf.chain === chain
      ? [writeLine({ seal: { leaf, leafIndex, proof: merkleProof(leaves.map(leafHash), leafIndex), ...signed } })]
      : [],
  );

/** The file of these lines, ended as an export is. */
export function exportFile(lines: readonly string[]): Buffer {
  const body = lines.join('');
  const rows = lines.filter((line) => line.startsWith('{"row"')).length;
  return Buffer.from(body + writeLine({ end: { rows, sha256: createHash('sha256').update(body).digest('hex') } }));
}
