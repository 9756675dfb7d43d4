import type { Contender, RoundPlan } from '../measure/rounds';

/** Things that are measured side by side, and how they are held against each other. */
export interface Pair {
  readonly title: string;
  /** What we want to reach, in words. */
  readonly target: string;
  readonly plan: RoundPlan;
  /** Each group is measured by itself, its contenders in turn. */
  readonly groups: readonly (readonly Contender[])[];
  /** The report's lines: contender and baseline by their names; null for a baseline itself. */
  readonly lines: readonly (readonly [name: string, against: string | null])[];
  /** Whether a sample is nothing but one request to the api or to its baseline, so that its Sikka calls can be counted. */
  readonly countsSikkaCalls: boolean;
  /** What is brought about before the warm-up, and taken back after the last sample. */
  readonly scene?: { readonly begin: () => Promise<void>; readonly end: () => Promise<void> };
}
