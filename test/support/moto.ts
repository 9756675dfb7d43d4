import { startProcess } from '../../src/cli/dev/managed-process';
import { pollUntil } from '../../src/cli/dev/poll';
import { findFreePort } from '../../src/cli/dev/ports';
import { startProcessGuard } from '../../src/cli/dev/process-guard';
import type { Result } from '../../src/domain/result';
import { installLine, providePython, type PythonPackage } from './python';

const MOTO: PythonPackage = { name: 'moto', version: '5.2.5', requirement: 'moto[server]==5.2.5' };

/** An emulator of AWS over HTTP, of one test file's own. */
export interface Moto {
  readonly endpointUrl: string;
  /** `host:port` of the same. */
  readonly address: string;
  readonly region: string;
  /** Forgets everything, and lets everybody in again. */
  reset(): Promise<void>;
  /** From now on it knows nobody: every access key is refused. */
  refuseAccess(): Promise<void>;
  stop(): Promise<void>;
}

const READY_TIMEOUT_MS = 30_000;
const EVERYBODY_IN = 'inf';

/**
 * Python switches threads every few milliseconds, even in the middle of moving a label from one version to another,
 * which AWS does in one step. With a long interval it switches only where a thread waits for its socket.
 */
const PROGRAM = 'import sys; sys.setswitchinterval(10); from moto.server import main; main(sys.argv[1:])';

/** The Python that has moto, or why there is none. Installs it where it can. */
export const installMoto = (): Result<string, string> => providePython(MOTO);

async function startMoto(python: string): Promise<Moto> {
  const guard = startProcessGuard(null);
  const port = String(await findFreePort());
  const server = await startProcess(
    {
      name: 'moto',
      command: python,
      args: ['-c', PROGRAM, '-H', '127.0.0.1', '-p', port],
      cwd: '/',
      env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '/' },
      stopSignal: 'SIGTERM',
      stopGraceMs: 5_000,
    },
    guard,
  );
  const address = `127.0.0.1:${port}`;
  const post = async (path: string, body = ''): Promise<boolean> =>
    (await fetch(`http://${address}/moto-api/${path}`, { method: 'POST', body })).ok;
  const stop = async (): Promise<void> => {
    await server.stop();
    await guard.close();
  };
  const isUp = await pollUntil(() => !server.hasEnded() && post('reset'), { timeoutMs: READY_TIMEOUT_MS });
  if (!isUp) {
    await stop();
    throw new Error(['The AWS emulator did not start:', ...server.lastLines()].join('\n  '));
  }
  return {
    endpointUrl: `http://${address}`,
    address,
    region: 'us-east-1',
    async reset() {
      await post('reset-auth', EVERYBODY_IN);
      await post('reset');
    },
    async refuseAccess() {
      await post('reset-auth', '0');
    },
    stop,
  };
}

function warn(reason: string): void {
  const lines = [
    'NOT TESTED: the adapters of AWS. The AWS emulator (moto, of Python) is not here:',
    `  ${reason}`,
    'Install it with:',
    `  ${installLine(MOTO)}`,
  ];
  const edge = '='.repeat(100);
  process.stderr.write(`\n${[edge, ...lines, edge].join('\n')}\n`);
}

/**
 * A block of tests against the AWS emulator, empty at the start of each test. Where the emulator cannot be had, the block
 * is reported as skipped and the terminal says how to get it.
 */
export function describeWithMoto(title: string, body: (moto: () => Moto) => void): void {
  const python = installMoto();
  if (!python.ok) warn(python.error);
  (python.ok ? describe : describe.skip)(title, () => {
    let running: Moto | null = null;
    const moto = (): Moto => {
      if (running === null) throw new Error('the AWS emulator is there while tests run, and at no other time');
      return running;
    };
    if (python.ok) {
      beforeAll(async () => {
        // Invented; the SDK signs with them and the emulator does not look. Nothing of the machine's own AWS is used.
        process.env['AWS_ACCESS_KEY_ID'] = 'invented-access-key';
        process.env['AWS_SECRET_ACCESS_KEY'] = 'invented-secret-access-key';
        delete process.env['AWS_SESSION_TOKEN'];
        process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
        running = await startMoto(python.value);
      });
      beforeEach(() => moto().reset());
      afterAll(() => running?.stop());
    }
    body(moto);
  });
}
