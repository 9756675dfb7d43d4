import { summarise } from '../measure/statistics';
import { alignColumns } from '../measure/table';
import { PARTS, sustainedPerSecond, type CapacityRound } from './at-capacity';
import type { FloodRound } from './flood';

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]): number => sum(values) / values.length;
const ms = (value: number): string => value.toFixed(0);
const one = (value: number): string => value.toFixed(1);
const perRound = (values: readonly number[], say: (value: number) => string): string => values.map(say).join(' ');

/** Rounds of one way to share the work out. */
export interface Measured {
  readonly name: string;
  readonly rounds: readonly CapacityRound[];
}

/** Bookings a second and what callers wait, one line for each way; the ratios are to the first one. */
export function throughputTable(ways: readonly Measured[]): string {
  const rates = ways.map(({ rounds }) => mean(rounds.map(sustainedPerSecond)));
  const head = [
    '',
    'bookings',
    'per second',
    '×',
    'answer p50 ms',
    'p99 ms',
    'not SENT',
    'cores busy',
    'per second by round',
  ];
  const rows = ways.map(({ name, rounds }, at) => {
    const answers = summarise(rounds.flatMap(({ answersMs }) => answersMs));
    const busy =
      sum(rounds.map(({ processorMs }) => sum(Object.values(processorMs)))) / sum(rounds.map((r) => r.untilDoneMs));
    return [
      name,
      String(answers.count),
      one(rates[at] ?? 0),
      ((rates[at] ?? 0) / (rates[0] ?? 1)).toFixed(2),
      ms(answers.p50Ms),
      ms(answers.p99Ms),
      String(sum(rounds.map(({ others }) => others))),
      one(busy),
      perRound(rounds.map(sustainedPerSecond), one),
    ];
  });
  return alignColumns([head, ...rows]);
}

/** What one booking costs of each part's processor time, from its first request to its read-back. */
export function costTable({ rounds }: Measured): string {
  const bookings = sum(rounds.map(({ answersMs }) => answersMs.length));
  const each = (of: (round: CapacityRound) => number): number => sum(rounds.map(of)) / bookings;
  const rows = PARTS.map((part) => {
    const isOurs = part === 'api' || part === 'worker';
    const thread = isOurs ? each(({ mainThreadMs }) => mainThreadMs[part]) : null;
    return [
      part,
      one(each(({ processorMs }) => processorMs[part])),
      thread === null ? '' : one(thread),
      thread === null ? '' : one(1_000 / thread),
      perRound(
        rounds.map(({ processorMs, answersMs }) => processorMs[part] / answersMs.length),
        one,
      ),
    ];
  });
  const head = ['', 'ms a booking', 'of it the first thread', 'one process at most, a second', 'ms by round'];
  return alignColumns([head, ...rows]);
}

/** The others' first answers with and without the flood. */
export function floodTable(quiet: readonly FloodRound[], flooded: readonly FloodRound[]): string {
  const answers = (rounds: readonly FloodRound[]): number[] => rounds.flatMap(({ others }) => others.answersMs);
  const [without, beside] = [summarise(answers(quiet)), summarise(answers(flooded))];
  const lost = (rounds: readonly FloodRound[]): string => String(sum(rounds.map(({ others }) => others.others)));
  const rounds = (all: readonly FloodRound[]): string =>
    all
      .map(({ others }) => summarise(others.answersMs))
      .map(({ p50Ms, p99Ms }) => `${ms(p50Ms)}/${ms(p99Ms)}`)
      .join(' ');
  const floods = flooded.flatMap(({ flood }) => (flood === null ? [] : [flood]));
  const flood = summarise(floods.flatMap(({ answersMs }) => answersMs));
  return alignColumns([
    ['first answers', 'n', 'p50 ms', 'p99 ms', '× p50', '× p99', 'not SENT', 'p50/p99 by round'],
    [
      'the others alone',
      String(without.count),
      ms(without.p50Ms),
      ms(without.p99Ms),
      '',
      '',
      lost(quiet),
      rounds(quiet),
    ],
    [
      'the others beside the flood',
      String(beside.count),
      ms(beside.p50Ms),
      ms(beside.p99Ms),
      (beside.p50Ms / without.p50Ms).toFixed(2),
      (beside.p99Ms / without.p99Ms).toFixed(2),
      lost(flooded),
      rounds(flooded),
    ],
    [
      'the flood itself',
      String(flood.count),
      ms(flood.p50Ms),
      ms(flood.p99Ms),
      '',
      '',
      String(sum(floods.map(({ others }) => others))),
      '',
    ],
  ]);
}
