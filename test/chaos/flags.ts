import { parseArgs } from 'node:util';
import { err, ok, type Result } from '../../src/domain/result';
import { KINDS, type Kind } from './callers/kinds';

export interface ChaosFlags {
  readonly isHelp: boolean;
  /** Intended writes. */
  readonly writes: number;
  readonly seed: number;
  /** From the first call to the last check. */
  readonly minutes: number;
  /** What callers ask for; null: all that the api answers. */
  readonly mix: readonly Kind[] | null;
  /** Keep the data folder when all is well too. */
  readonly isKeeping: boolean;
}

const DEFAULTS = { writes: 500, seed: 1, minutes: 12 } as const;

export const USAGE = `Usage: npm run chaos [-- FLAGS]

Callers ask for writes while api, workers, Temporal, Postgres and the Sikka simulator are killed and restarted at random
and the simulator drops, delays, fails and duplicates. Then every intended write is accounted for. Needs nothing that
runs, and leaves nothing behind unless a guarantee was broken.

  --writes N    intended writes (${DEFAULTS.writes})
  --seed N      the same seed makes the same choices (${DEFAULTS.seed}); moments differ, as real processes do
  --minutes N   at most so long, the quiet after the storm included (${DEFAULTS.minutes})
  --mix LIST    of ${KINDS.map(({ kind }) => kind).join(',')}; without it all that the api answers
  --keep        keep the data folder even when all is well
  --help        this text

0 = every guarantee held · 1 = one did not, or it could not run · 130 = interrupted`;

const whole = (text: string | undefined, usual: number, lowest: number): number | null => {
  if (text === undefined) return usual;
  const value = Number(text);
  return Number.isInteger(value) && value >= lowest && value <= 1_000_000 ? value : null;
};

/** The flags of `npm run chaos -- ...`, or what is wrong with them. */
export function parseFlags(args: readonly string[]): Result<ChaosFlags, string> {
  const text = { type: 'string' } as const;
  const flag = { type: 'boolean' } as const;
  const options = { writes: text, seed: text, minutes: text, mix: text, keep: flag, help: flag };
  try {
    const { values } = parseArgs({ args: [...args], options });
    const writes = whole(values.writes, DEFAULTS.writes, 1);
    const seed = whole(values.seed, DEFAULTS.seed, 0);
    const minutes = whole(values.minutes, DEFAULTS.minutes, 1);
    if (writes === null || seed === null || minutes === null) {
      return err('--writes and --minutes take a whole number from 1, --seed one from 0.');
    }
    const names = values.mix?.split(',').map((name) => name.trim()) ?? null;
    const unknown = names?.find((name) => !KINDS.some(({ kind }) => kind === name));
    if (unknown !== undefined) return err(`--mix knows no "${unknown}".`);
    const mix = names === null ? null : KINDS.map(({ kind }) => kind).filter((kind) => names.includes(kind));
    return ok({
      isHelp: values.help ?? false,
      ...{ writes, seed, minutes, mix },
      isKeeping: values.keep ?? false,
    });
  } catch (error) {
    return err(String(error));
  }
}
