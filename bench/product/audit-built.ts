import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { appendAudit } from '../../src/audit/append';
import type { createFolderStore } from '../../src/audit/checkpoints/folder-store';
import type { readPublicKeys } from '../../src/audit/checkpoints/public-keys';
import type { sealAudit } from '../../src/audit/checkpoints/seal-audit';
import type { createLocalSigner } from '../../src/audit/checkpoints/signer';
import type { exportRecord } from '../../src/audit/export/export-record';
import type { readAuditRows } from '../../src/audit/read-rows';
import type { verifyDatabase } from '../../src/audit/verify/verify-database';
import type { verifyExport } from '../../src/audit/verify/verify-export';
import type { createDataSource } from '../../src/persistence/data-source';

/** What the benchmark takes from the audit record's own code. */
export interface BuiltAudit {
  readonly appendAudit: typeof appendAudit;
  readonly createDataSource: typeof createDataSource;
  readonly createFolderStore: typeof createFolderStore;
  readonly createLocalSigner: typeof createLocalSigner;
  readonly exportRecord: typeof exportRecord;
  readonly readAuditRows: typeof readAuditRows;
  readonly readPublicKeys: typeof readPublicKeys;
  readonly sealAudit: typeof sealAudit;
  readonly verifyDatabase: typeof verifyDatabase;
  readonly verifyExport: typeof verifyExport;
}

const FILES = [
  'audit/append',
  'audit/checkpoints/folder-store',
  'audit/checkpoints/public-keys',
  'audit/checkpoints/seal-audit',
  'audit/checkpoints/signer',
  'audit/export/export-record',
  'audit/read-rows',
  'audit/verify/verify-database',
  'audit/verify/verify-export',
  'persistence/data-source',
];

/** Loads it as built: under tsx, which the benchmark itself runs under, code is slower than production runs it. */
export async function loadBuiltAudit(projectDir: string): Promise<BuiltAudit> {
  const load = async (file: string): Promise<unknown> =>
    import(pathToFileURL(path.join(projectDir, 'dist', 'src', `${file}.js`)).href);
  return Object.assign({}, ...(await Promise.all(FILES.map(load)))) as BuiltAudit;
}
