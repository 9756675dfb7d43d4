import type { Knobs } from '../../../simulator/knobs/board';
import type { ContractBench, LinkedClient } from '../linked-client';
import type { Truth } from '../truth';

/** A fresh client at a simulator that has the line's setting and is otherwise as at the start. */
export interface LineBench extends ContractBench, LinkedClient {
  /** What is read under the default settings. */
  readonly truth: Truth;
}

/** One setting of one knob, and what the client guarantees under it. */
export interface KnobLine {
  readonly knob: keyof Knobs;
  readonly setting: unknown;
  readonly guarantee: string;
  readonly check: (bench: LineBench) => Promise<void>;
}

export const linesFor = <S>(
  knob: keyof Knobs,
  settings: readonly S[],
  guarantee: string,
  check: (bench: LineBench, setting: S) => Promise<void>,
): KnobLine[] => settings.map((setting) => ({ knob, setting, guarantee, check: (bench) => check(bench, setting) }));
