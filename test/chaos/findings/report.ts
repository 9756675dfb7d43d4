import { heardOf, statusOf } from '../callers/ledger';
import type { Evidence, Violation } from './evidence';
import { OUTCOMES, outcomesOf } from './outcomes';

export interface RunFacts {
  readonly seed: number;
  readonly writes: number;
  readonly minutes: number;
  readonly calls: number;
  readonly barrenCalls: number;
  readonly weatherChanges: number;
  readonly struck: ReadonlyMap<string, number>;
  /** Ends without a blow: the part, and what it said last. */
  readonly collapses: readonly string[];
  readonly durationMs: number;
}

const MOST_SHOWN = 40;

/** The tables of a run, and what is wrong. */
export function describeRun(evidence: Evidence, violations: readonly Violation[], facts: RunFacts): string {
  const { ours, theirs, audit } = evidence;
  const shown = violations
    .slice(0, MOST_SHOWN)
    .map(({ guarantee, about, what }) => `  - ${guarantee}\n      ${about}: ${what}`);
  const omitted = violations.length - shown.length;
  return [
    '',
    outcomeTable(evidence),
    '',
    table('Heard', countBy(evidence.intended.map((write) => wordOf(heardOf(write).at(-1)?.text)))),
    table('Bookings', countBy(ours.bookings.map(({ state }) => state))),
    table('Changes', countBy(ours.changes.map(({ kind, state }) => `${kind} ${state}`))),
    table('Tasks', countBy(ours.tasks.map(({ kind, isOpen }) => `${kind}${isOpen ? '' : ' (done)'}`))),
    table('Write-backs', countBy(theirs.writebacks.map(({ kind, state }) => `${kind} ${state}`))),
    table('Struck', facts.struck),
    ...facts.collapses.map((each) => `fell over by itself  ${each}`),
    '',
    ...(evidence.intended.length < facts.writes
      ? [`Only ${evidence.intended.length} of ${facts.writes} writes were asked for before the time was over.`]
      : []),
    `${facts.calls} calls, ${facts.barrenCalls} of them without a write; ${facts.weatherChanges} changes of weather; ${deliveries(evidence)}`,
    `audit record: ${audit.rows} rows in ${audit.chains} chains, ${audit.isSound ? 'all sound' : 'NOT SOUND'}`,
    `${(facts.durationMs / 1_000).toFixed(0)} s · again: npm run chaos -- --seed ${facts.seed} --writes ${facts.writes} --minutes ${facts.minutes}`,
    '',
    violations.length === 0
      ? 'Every guarantee held.'
      : [
          `${violations.length} violation${violations.length === 1 ? '' : 's'}:`,
          ...shown,
          ...(omitted > 0 ? [`  and ${omitted} more`] : []),
        ].join('\n'),
  ].join('\n');
}

const wordOf = (text: string | undefined): string => (text === undefined ? '(nothing)' : statusOf(text));

function countBy(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of words.toSorted()) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

const table = (name: string, counts: ReadonlyMap<string, number>): string =>
  `${name.padEnd(20)} ${[...counts].map(([word, count]) => `${word} ${count}`).join(' · ') || 'none'}`;

function deliveries({ intended }: Evidence): string {
  const all = intended.flatMap((write) => write.deliveries);
  const lost = all.filter(({ text }) => text === null).length;
  return `${all.length} deliveries of writes, ${lost} without an answer`;
}

/** Outcomes by what was wanted. */
function outcomeTable(evidence: Evidence): string {
  const outcomes = outcomesOf(evidence);
  const tools = [...new Set(evidence.intended.map(({ tool }) => tool))].toSorted();
  const widths = tools.map((tool) => Math.max(tool.length, 5));
  const width = Math.max(...OUTCOMES.map((outcome) => outcome.length));
  const line = (name: string, cells: readonly string[]): string =>
    [name.padEnd(width), ...cells.map((cell, i) => cell.padStart(widths[i] ?? 5))].join('  ').trimEnd();
  const rows = OUTCOMES.map((outcome) => {
    const counts = tools.map(
      (tool) => [...outcomes].filter(([write, end]) => write.tool === tool && end === outcome).length,
    );
    return counts.some((count) => count > 0) ? [line(outcome, counts.map(String))] : [];
  });
  const sums = tools.map((tool) => String(evidence.intended.filter((write) => write.tool === tool).length));
  return [line('Intended writes', tools), ...rows.flat(), line('together', sums)].join('\n');
}
