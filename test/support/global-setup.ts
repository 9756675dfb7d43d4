import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { SearchAttributeType } from '@temporalio/common';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';
import { LaunchError } from '../../src/cli/dev/launch-error';
import { findFreePort } from '../../src/cli/dev/ports';
import { postgresUrl, startPostgres } from '../../src/cli/dev/postgres';
import { startProcessGuard } from '../../src/cli/dev/process-guard';
import { findTemporalBinary } from '../../src/cli/dev/temporal-binary';
import { startTemporalServer } from '../../src/cli/dev/temporal-server';
import { temporalSources } from '../../src/cli/dev/temporal-sources';
import { SEARCH_ATTRIBUTES } from '../../src/temporal/search-attributes';
import { createTestLogin } from './test-login';
import { keepTestServers, type TestServers } from './test-servers';

const SOURCES = path.resolve(__dirname, '../../src');

/**
 * Starts what the integration tests share, all at once: a Postgres and a Temporal server that keep nothing, and the
 * workflow bundle. Test files learn of them through PARLAE_TEST_DATABASE_URL (a superuser's; each file makes a database
 * of its own), PARLAE_TEST_TEMPORAL_ADDRESS and PARLAE_TEST_WORKFLOW_BUNDLE (the file with its code).
 * TEST_DATABASE_URL and TEST_TEMPORAL_ADDRESS name servers to use instead; TEMPORAL_ADDRESS does not, because tests
 * must not write to a server that someone merely has in the environment.
 */
export default async function setUp(): Promise<void> {
  const guard = startProcessGuard(null);
  const folder = mkdtempSync(path.join(os.tmpdir(), 'parlae-test-'));
  chmodSync(folder, 0o711); // as root, Postgres runs as another user, who must pass through
  guard.removeFolderAtEnd(folder);
  const servers: TestServers = { guard, started: [] };
  keepTestServers(servers);
  const works = [providePostgres(servers, folder), provideTemporal(servers), provideBundle(folder)];
  const failed = (await Promise.allSettled(works)).find((outcome) => outcome.status === 'rejected');
  if (failed === undefined) return;
  await guard.close(); // jest calls no teardown after a set-up that failed
  const reason: unknown = failed.reason;
  throw reason instanceof LaunchError ? new Error(`${reason.message}\n\n${reason.cure}`) : reason;
}

async function providePostgres({ guard, started }: TestServers, folder: string): Promise<void> {
  const given = process.env['TEST_DATABASE_URL'];
  if (given !== undefined && given !== '') {
    process.env['PARLAE_TEST_DATABASE_URL'] = given;
    await createTestLogin(given);
    return;
  }
  const [port, password] = [await findFreePort(), randomBytes(12).toString('hex')];
  started.push(
    await startPostgres({ dataDir: path.join(folder, 'postgres'), port, password, isDurable: false }, guard),
  );
  process.env['PARLAE_TEST_DATABASE_URL'] = postgresUrl(port, password, 'postgres');
  await createTestLogin(process.env['PARLAE_TEST_DATABASE_URL']);
}

async function provideTemporal({ guard, started }: TestServers): Promise<void> {
  const given = process.env['TEST_TEMPORAL_ADDRESS'];
  if (given !== undefined && given !== '') {
    process.env['PARLAE_TEST_TEMPORAL_ADDRESS'] = given;
    return;
  }
  const { path: binary } = await findTemporalBinary(temporalSources(process.env), (line) => {
    process.stderr.write(`${line}\n`);
  });
  const port = await findFreePort();
  const inMemory = { uiPort: null, dbFile: null, namespace: 'default' };
  started.push(await startTemporalServer({ binary, port, ...inMemory, searchAttributes: searchAttributes() }, guard));
  process.env['PARLAE_TEST_TEMPORAL_ADDRESS'] = `127.0.0.1:${port}`;
}

async function provideBundle(folder: string): Promise<void> {
  const { code } = await bundleWorkflowCode({
    workflowsPath: path.join(SOURCES, 'workflows/index.ts'),
    payloadConverterPath: path.join(SOURCES, 'temporal/payload-converter.ts'),
    failureConverterPath: path.join(SOURCES, 'temporal/failure-converter.ts'),
    logger: new DefaultLogger('WARN'),
  });
  const file = path.join(folder, 'workflow-bundle.js');
  writeFileSync(file, code);
  process.env['PARLAE_TEST_WORKFLOW_BUNDLE'] = file;
}

/** The SDK says KEYWORD_LIST, the server's command line KeywordList. */
const TYPE_NAMES: Readonly<Record<SearchAttributeType, string>> = {
  [SearchAttributeType.TEXT]: 'Text',
  [SearchAttributeType.KEYWORD]: 'Keyword',
  [SearchAttributeType.INT]: 'Int',
  [SearchAttributeType.DOUBLE]: 'Double',
  [SearchAttributeType.BOOL]: 'Bool',
  [SearchAttributeType.DATETIME]: 'Datetime',
  [SearchAttributeType.KEYWORD_LIST]: 'KeywordList',
};

function searchAttributes(): Record<string, string> {
  return Object.fromEntries(SEARCH_ATTRIBUTES.map(({ name, type }) => [name, TYPE_NAMES[type]]));
}
