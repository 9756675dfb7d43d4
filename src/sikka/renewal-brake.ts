const WINDOW_MS = 60_000;
const MOST_IN_WINDOW = 4;
const REST_MS = 30_000;
const MAX_OFFICES = 10_000;

export interface RenewalBrake {
  /** True while renewing would be useless: it was refused just now, or key after key was called dead. */
  isOn(name: string): boolean;
  /** A new key in the place of one that Sikka called dead; not one in the place of a key whose time was up. */
  noteRenewal(name: string): void;
  noteRefusal(name: string): void;
}

/**
 * Keeps an office whose keys do not work from costing a renewal with every call: after a refusal, or when four new keys
 * within a minute were all called dead, nothing is asked for half a minute.
 */
export function createRenewalBrake(nowMs: () => number): RenewalBrake {
  const offices = new Map<string, { renewalsAtMs: number[]; restUntilMs: number }>();
  const of = (name: string): { renewalsAtMs: number[]; restUntilMs: number } => {
    const known = offices.get(name) ?? { renewalsAtMs: [], restUntilMs: 0 };
    const [oldest] = offices.keys();
    if (offices.size >= MAX_OFFICES && oldest !== undefined) offices.delete(oldest);
    offices.set(name, known);
    return known;
  };
  return {
    isOn: (name) => (offices.get(name)?.restUntilMs ?? 0) > nowMs(),
    noteRenewal(name) {
      const office = of(name);
      office.renewalsAtMs = [...office.renewalsAtMs.filter((at) => at > nowMs() - WINDOW_MS), nowMs()];
      if (office.renewalsAtMs.length >= MOST_IN_WINDOW) {
        office.renewalsAtMs = [];
        office.restUntilMs = nowMs() + REST_MS;
      }
    },
    noteRefusal(name) {
      of(name).restUntilMs = nowMs() + REST_MS;
    },
  };
}
