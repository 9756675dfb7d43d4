import path from 'node:path';
import { ScriptError } from '../../../simulator/callers/script';
import { listenForInterrupts } from '../dev/interrupts';
import { LaunchError } from '../dev/launch-error';
import { describeScenarios, parseFlags, USAGE } from './flags';
import { createPaint } from './paint';
import { runCall } from './run-call';
import { readRunningStack, requireAnswers } from './running-stack';

const PROJECT_DIR = path.resolve(__dirname, '../../..');

/** `npm run demo:call`: a whole phone call against the running stack. 0 only when the call ended as it should. */
async function main(args: readonly string[], signal: AbortSignal): Promise<number> {
  const flags = parseFlags(args);
  if (!flags.ok) {
    console.error(`${flags.error}\n\nFor help: npm run demo:call -- --help`);
    return 2;
  }
  if (flags.value.kind !== 'play') {
    console.log(flags.value.kind === 'help' ? USAGE : describeScenarios());
    return 0;
  }
  const stack = readRunningStack(PROJECT_DIR, process.env);
  await requireAnswers(stack);
  const isColoured = process.stdout.isTTY && process.env['NO_COLOR'] === undefined;
  const say = (line: string): void => {
    console.log(line);
  };
  const hasGoneWell = await runCall({
    scenario: flags.value.scenario,
    stack,
    say,
    paint: createPaint(isColoured),
    signal,
  });
  return hasGoneWell ? 0 : 1;
}

function explain(error: unknown): string {
  if (error instanceof LaunchError) return `${error.message}\n\n${error.cure}`;
  if (error instanceof ScriptError) return `\n${error.message}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

const stop = new AbortController();
// What is left to do after Ctrl-C (the practice's computer back on) has time-outs of its own: nothing to force.
const interrupts = listenForInterrupts(() => undefined, {
  signals: process,
  outputs: [process.stdout, process.stderr],
});
void interrupts.first.then(() => {
  stop.abort();
});

main(process.argv.slice(2), stop.signal).then(
  (code) => {
    process.exit(code);
  },
  (error: unknown) => {
    console.error(stop.signal.aborted ? '\nStopped early.' : explain(error));
    process.exit(stop.signal.aborted ? 130 : 1);
  },
);
