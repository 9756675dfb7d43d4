import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { dataFiles } from '../dev/data-folder';
import { LaunchError } from '../dev/launch-error';
import { readDevSettings, readUserEnvironment } from '../dev/settings';

/** The development stack, as `npm run dev` has written it down. */
export interface RunningStack {
  readonly apiUrl: string;
  readonly workerUrl: string;
  /** `http://127.0.0.1:4002/__sim`. */
  readonly simulatorControlUrl: string;
  /** null when Temporal is the user's own. */
  readonly temporalUiUrl: string | null;
  readonly temporalNamespace: string;
  readonly databaseUrl: string;
  readonly webhookSecret: string;
}

const START_FIRST = 'Start the stack first: npm run dev';

const fileSchema = z.object({
  addresses: z.object({
    api: z.url(),
    worker: z.url(),
    temporalUi: z.url().nullable(),
    simulator: z.url(),
  }),
  environment: z.object({
    DATABASE_URL: z.string().min(1),
    TEMPORAL_NAMESPACE: z.string().min(1),
    VAPI_AUTH_MODE: z.string(),
    VAPI_WEBHOOK_SECRET: z.string().min(1),
  }),
});

/** @throws LaunchError when no stack has written itself down, or when it is none that a demonstration may call */
export function readRunningStack(projectDir: string, processEnv: NodeJS.ProcessEnv): RunningStack {
  const { dataDir } = readDevSettings(projectDir, readUserEnvironment(projectDir, processEnv));
  return toRunningStack(readEnvironmentFile(dataFiles(dataDir).environmentFile));
}

function readEnvironmentFile(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new LaunchError(`No stack is running: there is no ${file}.`, START_FIRST);
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new LaunchError(`${file} is unreadable.`, 'Stop the stack and start it again: npm run dev');
  }
}

/** @param written what the stack wrote: its addresses and its environment */
export function toRunningStack(written: unknown): RunningStack {
  const { success, data } = fileSchema.safeParse(written);
  if (!success) throw new LaunchError('The running stack is of another version.', 'Start it again: npm run dev');
  const { addresses, environment } = data;
  if (environment.VAPI_AUTH_MODE !== 'secret') {
    throw new LaunchError(
      `The stack runs with VAPI_AUTH_MODE=${environment.VAPI_AUTH_MODE}; the callers know the shared secret only.`,
      'Start it with VAPI_AUTH_MODE=secret npm run dev',
    );
  }
  return {
    apiUrl: addresses.api,
    workerUrl: addresses.worker,
    simulatorControlUrl: controlUrlOf(addresses.simulator),
    temporalUiUrl: addresses.temporalUi,
    temporalNamespace: environment.TEMPORAL_NAMESPACE,
    databaseUrl: environment.DATABASE_URL,
    webhookSecret: environment.VAPI_WEBHOOK_SECRET.split(',')[0]?.trim() ?? '',
  };
}

const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'];

/** An invented call must never reach a real practice's book: only a simulator on this machine will do. */
function controlUrlOf(sikkaBaseUrl: string): string {
  const { hostname, origin } = new URL(sikkaBaseUrl);
  if (LOOPBACK.includes(hostname)) return `${origin}/__sim`;
  throw new LaunchError(
    'The stack is connected to a Sikka that is not on this machine, and a demonstration would book visits there.',
    'Start it without SIKKA_BASE_URL, so that it runs the simulator.',
  );
}

const PROBE_TIMEOUT_MS = 3_000;

/** @throws LaunchError unless api, worker and simulator all answer */
export async function requireAnswers(stack: RunningStack): Promise<void> {
  const parts = [
    { name: 'api', url: `${stack.apiUrl}/readyz` },
    { name: 'worker', url: `${stack.workerUrl}/readyz` },
    { name: 'Sikka simulator', url: `${stack.simulatorControlUrl}/knobs` },
  ];
  const answers = await Promise.all(parts.map(async (part) => ({ ...part, isWell: await answersWell(part.url) })));
  const silent = answers.filter(({ isWell }) => !isWell).map(({ name, url }) => `${name} (${new URL(url).origin})`);
  if (silent.length === 0) return;
  throw new LaunchError(`No good answer from: ${silent.join(', ')}.`, START_FIRST);
}

async function answersWell(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(PROBE_TIMEOUT_MS) })).ok;
  } catch {
    return false;
  }
}
