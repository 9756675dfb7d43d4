import { z } from 'zod';
import { startSimulator } from './server';

const wholeNumber = (lowest: number, highest: number) => z.coerce.number().int().min(lowest).max(highest);

const environmentSchema = z.object({
  SIM_HOST: z.string().min(1).default('127.0.0.1'),
  SIM_PORT: wholeNumber(0, 65_535).default(4002),
  SIM_SEED: wholeNumber(0, 99_999).default(1),
  SIM_STATE_FILE: z.string().min(1).optional(),
  SIM_WRITE_DELAY_MS: wholeNumber(0, 86_400_000).default(8_000),
  SIM_APP_ID: z.string().min(1).default('sim-app-id'),
  SIM_APP_KEY: z.string().min(1).default('sim-app-key'),
});

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const complain = (line: string): void => void process.stderr.write(`${line}\n`);

function explain(error: unknown, port: number): string {
  const text = error instanceof Error ? error.message : String(error);
  if (!text.includes('EADDRINUSE')) return text;
  return `Port ${port} is taken by another process. Stop it, or set SIM_PORT to a free port.`;
}

/** A variable that is set to nothing counts as not set. */
const withoutBlanks = (environment: NodeJS.ProcessEnv) =>
  Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));

/** Runs until SIGINT or SIGTERM; 0 = ended on request, 1 = could not start. */
async function main(): Promise<number> {
  const environment = environmentSchema.safeParse(withoutBlanks(process.env));
  if (!environment.success) {
    complain(`The simulator's environment is wrong:\n${z.prettifyError(environment.error)}`);
    return 1;
  }
  const { SIM_HOST, SIM_PORT, SIM_SEED, SIM_STATE_FILE, SIM_WRITE_DELAY_MS, SIM_APP_ID, SIM_APP_KEY } =
    environment.data;
  try {
    const simulator = await startSimulator({
      host: SIM_HOST,
      port: SIM_PORT,
      seed: SIM_SEED,
      stateFile: SIM_STATE_FILE,
      writeDelayMs: SIM_WRITE_DELAY_MS,
      appId: SIM_APP_ID,
      appKey: SIM_APP_KEY,
    });
    say(`Sikka simulator listening on ${simulator.baseUrl}`);
    say(`Look on at ${new URL('/', simulator.baseUrl).href}`);
    await new Promise<void>((resolve) => {
      process.once('SIGINT', resolve).once('SIGTERM', resolve);
    });
    await simulator.close();
    return 0;
  } catch (error) {
    complain(explain(error, SIM_PORT));
    return 1;
  }
}

void main().then((code) => {
  process.exitCode = code;
});
