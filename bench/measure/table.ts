import type { Measured } from './rounds';
import { compare, summarise } from './statistics';

/** One line of the report: a contender, and the baseline that it is held against. */
export interface Line {
  readonly name: string;
  readonly measured: Measured;
  /** Null: a baseline itself. */
  readonly against: Measured | null;
  /** Requests to Sikka that one sample makes; null where it was not counted. */
  readonly sikkaCalls: number | null;
}

const HEAD = ['', 'n', 'p50 ms', 'p99 ms', '× p50', '× p99', '+ p50 ms', '+ p99 ms', 'Sikka calls', 'p50 by round'];

const ms = (value: number): string => (Math.abs(value) < 100 ? value.toFixed(2) : value.toFixed(0));
const more = (value: number): string => `${value < 0 ? '' : '+'}${ms(value)}`;

function cells({ name, measured, against, sikkaCalls }: Line): string[] {
  const summary = summarise(measured.rounds.flat());
  const versus = against === null ? null : compare(summary, summarise(against.rounds.flat()));
  return [
    name,
    String(summary.count),
    ms(summary.p50Ms),
    ms(summary.p99Ms),
    versus === null ? '' : versus.p50Ratio.toFixed(2),
    versus === null ? '' : versus.p99Ratio.toFixed(2),
    versus === null ? '' : more(versus.p50MoreMs),
    versus === null ? '' : more(versus.p99MoreMs),
    sikkaCalls === null ? '' : String(sikkaCalls),
    measured.rounds.map((round) => ms(summarise(round).p50Ms)).join(' '),
  ];
}

/** Rows as a table in plain text: the first column to the left, the others to the right. */
export function alignColumns(rows: readonly (readonly string[])[]): string {
  const columns = Math.max(...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows
    .map((row) => row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))))
    .map((row) => row.join('  ').trimEnd())
    .join('\n');
}

/** The lines as a table in plain text: names to the left, figures to the right. */
export const formatTable = (lines: readonly Line[]): string => alignColumns([HEAD, ...lines.map(cells)]);
