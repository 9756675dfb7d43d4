import { parseArgs } from 'node:util';
import { err, ok, type Result } from '../src/domain/result';

export interface BenchFlags {
  readonly isHelp: boolean;
  /** False: `dist` is taken as it is. */
  readonly isBuilding: boolean;
  /** A first look. */
  readonly isQuick: boolean;
  readonly plan: BenchPlan;
  /** So many rows of an audit record are measured instead of the pairs; null: the pairs. */
  readonly auditSampleRows: number | null;
  /** Many bookings at once instead of the pairs. */
  readonly isLoad: boolean;
  /** Only the pairs about this; null: all. */
  readonly only: Subject | null;
}

/**
 * `client`: a read by the Sikka client, or one audit commit; `neighbour`: a read beside an office in trouble, `stuck`: one
 * that waits for it; `writers`: a thousand audit rows; `verify`: a whole audit record.
 */
export type SampleKind = 'read' | 'availability' | 'booking' | 'client' | 'neighbour' | 'stuck' | 'writers' | 'verify';

/** What pairs are about, in the order of measuring: the audit record last, for filling one keeps the disk busy. */
export const SUBJECTS = ['read', 'availability', 'booking', 'client', 'audit'] as const;
export type Subject = (typeof SUBJECTS)[number];

/** How much is measured. Every figure is over all rounds. */
export interface BenchPlan {
  readonly rounds: number;
  /** Samples of each contender and round, by what is measured. */
  readonly samples: Readonly<Record<SampleKind, number>>;
}

const DEFAULT_SAMPLES = 150;
const QUICK_SAMPLES = 40;
const ROUNDS = 3;
/** The simulator's practice has some 300 open times for an exam; three rounds and the warm-up must fit in. */
const MAX_BOOKINGS_PER_ROUND = 60;
/** Each takes as long as a call to Sikka may take. */
const MAX_STUCK_PER_ROUND = 3;
/** Half a second each, and several seconds. */
const MAX_WRITERS_PER_ROUND = 6;
const MAX_VERIFY_PER_ROUND = 3;

export const USAGE = `Usage: npm run bench [-- FLAGS]

Measures the tools, the Sikka client and the audit record beside bare baselines, and an office's reads beside an office
in trouble: in one run, on servers of its own on this machine. Builds first.

  -n N        reads per contender and round (${DEFAULT_SAMPLES}); availability takes half of it, bookings a fifth, at most
              ${MAX_BOOKINGS_PER_ROUND}; reads beside an office in trouble four times, at most ${MAX_STUCK_PER_ROUND} where they have to wait for it
  --only WHAT the pairs about one subject: ${SUBJECTS.join(', ')}
  --load      none of that, but many bookings at once: how many a second this machine sustains, with what processor time,
              with one process of each kind and with two, and what fifty practices feel when one of them floods
              (docs/capacity.md); takes some thirty minutes, with --quick four
  --quick     the same with -n ${QUICK_SAMPLES}: a first look, not a figure to quote
  --no-build  measure what lies in dist
  --audit-sample N
              none of that, but an audit record of N rows: its size, questions and upkeep, and what five years of a
              busy group come to (docs/audit-capacity.md); 200000 take two minutes
  --help      this text`;

/** The samples of each kind for `-n`: what takes longer is measured less often. */
export function planFor(samples: number): BenchPlan {
  return {
    rounds: ROUNDS,
    samples: {
      read: samples,
      availability: Math.ceil(samples / 2),
      booking: Math.min(Math.ceil(samples / 5), MAX_BOOKINGS_PER_ROUND),
      client: samples,
      neighbour: samples * 4,
      stuck: Math.min(Math.ceil(samples / 50), MAX_STUCK_PER_ROUND),
      writers: Math.min(Math.ceil(samples / 20), MAX_WRITERS_PER_ROUND),
      verify: Math.min(Math.ceil(samples / 50), MAX_VERIFY_PER_ROUND),
    },
  };
}

/** The flags of `npm run bench -- ...`, or what is wrong with them. */
export function parseFlags(args: readonly string[]): Result<BenchFlags, string> {
  try {
    const flag = { type: 'boolean', default: false } as const;
    const options = {
      ...{ help: flag, quick: flag, 'no-build': flag, load: flag },
      only: { type: 'string' },
      samples: { type: 'string', short: 'n' },
      'audit-sample': { type: 'string' },
    } as const;
    const { values } = parseArgs({ args: [...args], options, allowPositionals: false });
    const given = values.samples ?? String(values.quick ? QUICK_SAMPLES : DEFAULT_SAMPLES);
    if (!/^[1-9]\d{0,4}$/.test(given)) return err('-n must be a whole number from 1 to 99999');
    const sample = values['audit-sample'];
    if (sample !== undefined && !/^[1-9]\d{3,7}$/.test(sample)) {
      return err('--audit-sample must be a whole number from 1000 to 99999999');
    }
    const only = SUBJECTS.find((subject) => subject === values.only) ?? null;
    if (values.only !== undefined && only === null) return err(`--only must be one of ${SUBJECTS.join(', ')}`);
    return ok({
      isHelp: values.help,
      isQuick: values.quick,
      isLoad: values.load,
      only,
      isBuilding: !values['no-build'],
      plan: planFor(Number(given)),
      auditSampleRows: sample === undefined ? null : Number(sample),
    });
  } catch (error) {
    return err(error instanceof Error ? error.message : 'unreadable flags');
  }
}
