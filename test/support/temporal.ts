import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findFreePort } from '../../src/cli/dev/ports';
import type { ProcessGuard } from '../../src/cli/dev/process-guard';
import { findTemporalBinary } from '../../src/cli/dev/temporal-binary';
import { startTemporalServer } from '../../src/cli/dev/temporal-server';
import { temporalSources } from '../../src/cli/dev/temporal-sources';
import { SEARCH_ATTRIBUTES } from '../../src/temporal/search-attributes';

export interface TemporalOnDisk {
  readonly address: string;
  /** Holds nothing but the files of its database. */
  readonly folder: string;
  stop(): Promise<void>;
  removeFolder(): void;
}

/** A Temporal server of this test file's own, which writes all that it knows into a folder. */
export async function startTemporalOnDisk(guard: ProcessGuard): Promise<TemporalOnDisk> {
  const folder = mkdtempSync(path.join(tmpdir(), 'parlae-temporal-'));
  guard.removeFolderAtEnd(folder);
  const { path: binary } = await findTemporalBinary(temporalSources(process.env), () => undefined);
  const port = await findFreePort();
  const server = await startTemporalServer(
    {
      binary,
      port,
      uiPort: null,
      dbFile: path.join(folder, 'temporal.db'),
      namespace: 'default',
      searchAttributes: Object.fromEntries(SEARCH_ATTRIBUTES.map(({ name }) => [name, 'Keyword'])),
    },
    guard,
  );
  return {
    address: `127.0.0.1:${String(port)}`,
    folder,
    stop: () => server.stop(),
    removeFolder: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
