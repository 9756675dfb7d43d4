import { styleText } from 'node:util';

export type Say = (line: string) => void;

const COLOURS = { api: 'cyan', worker: 'magenta', simulator: 'yellow', setup: 'gray' } as const;
export type Speaker = keyof typeof COLOURS;
const NAME_WIDTH = Math.max(...Object.keys(COLOURS).map((name) => name.length));

/** Prints a program's lines with its name in front, coloured on a terminal (unless NO_COLOR is set). */
export function createSpeaker(name: Speaker, say: Say, isColoured: boolean): Say {
  const label = `${name.padEnd(NAME_WIDTH)} |`;
  const prefix = isColoured ? styleText(COLOURS[name], label) : label;
  return (line) => {
    say(`${prefix} ${line}`);
  };
}

/** Runs a piece of the start and says how long it took. */
export async function timed<T>(say: Say, what: string, work: () => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  const result = await work();
  say(`  ${what.padEnd(34)} ${((performance.now() - startedAt) / 1_000).toFixed(1)} s`);
  return result;
}
