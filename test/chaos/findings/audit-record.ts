import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import { createFolderStore } from '../../../src/audit/checkpoints/folder-store';
import { readPublicKeys } from '../../../src/audit/checkpoints/public-keys';
import { SILENT } from '../../../src/audit/verify/progress';
import type { VerifyReport } from '../../../src/audit/verify/report';
import { verifyDatabase } from '../../../src/audit/verify/verify-database';
import type { ChaosEnvironment } from '../stack/environment';

/** Checks every chain of the audit record, as `npm run audit -- verify` does. */
export async function verifyAudit({ settings, ownerUrl, variables }: ChaosEnvironment): Promise<VerifyReport> {
  const keys = readPublicKeys([readFileSync(path.join(settings.dataDir, 'audit-public-key.pem'), 'utf8')]);
  if (!keys.ok) throw new Error('the public key of the run cannot be read');
  const store = createFolderStore(variables['AUDIT_CHECKPOINT_URL'] ?? '');
  const client = new Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    return await verifyDatabase({
      client,
      listCheckpoints: () => store.list(),
      keys: keys.value,
      progress: SILENT,
    });
  } finally {
    await client.end();
  }
}
