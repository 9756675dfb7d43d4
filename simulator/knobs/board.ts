import { z } from 'zod';
import { keyKnobs } from './keys';
import { readKnobs } from './reads';
import { transportKnobs, type Fault } from './transport';
import { writeKnobs } from './writes';

/**
 * What no source says about the live service, each open question a setting; README.md tells what each one does. The
 * first value of a list is the default. A default is a choice, not a fact: clients have to work under all of them.
 */
const knobsSchema = z.strictObject({ ...keyKnobs, ...transportKnobs, ...readKnobs, ...writeKnobs });
export type Knobs = z.infer<typeof knobsSchema>;

export interface KnobBoard {
  /** The settings that hold for every office without settings of its own. */
  readonly current: Readonly<Knobs>;
  /** The settings of one office: its own ones over the general ones. */
  of(officeId: string): Readonly<Knobs>;
  /** Changes the given settings and leaves the rest. Throws a ZodError on an unknown name or value. */
  merge(patch: unknown, officeId?: string): Readonly<Knobs>;
  reset(): void;
  /** The first fault that fits the request, counted down; null when there is none. Faults of the office come first. */
  takeFault(method: string, path: string, officeId: string | null): Fault | null;
}

const patchSchema = z.record(z.string(), z.unknown());

/** One fault fewer; null when none of them fits. */
function takeOne(faults: readonly Fault[], method: string, path: string): { taken: Fault; left: Fault[] } | null {
  const taken = faults.find((one) => one.path === path && (one.method === undefined || one.method === method));
  if (taken === undefined) return null;
  const spent = { ...taken, count: taken.count - 1 };
  return { taken, left: faults.flatMap((one) => (one !== taken ? [one] : spent.count > 0 ? [spent] : [])) };
}

/** @param initial settings that differ from the defaults, also after a reset */
export function createKnobs(initial: unknown): KnobBoard {
  const start = knobsSchema.parse(initial);
  let current = start;
  const own = new Map<string, Partial<Knobs>>();

  return {
    get current() {
      return current;
    },
    of: (officeId) => ({ ...current, ...own.get(officeId) }),
    merge(patch, officeId) {
      const changes = patchSchema.parse(patch);
      if (officeId === undefined) return (current = knobsSchema.parse({ ...current, ...changes }));
      const merged = knobsSchema.parse({ ...current, ...own.get(officeId), ...changes });
      const names = new Set([...Object.keys(own.get(officeId) ?? {}), ...Object.keys(changes)]);
      own.set(officeId, Object.fromEntries(Object.entries(merged).filter(([name]) => names.has(name))));
      return merged;
    },
    reset() {
      current = start;
      own.clear();
    },
    takeFault(method, path, officeId) {
      const mine = officeId === null ? undefined : own.get(officeId);
      const ofOffice = takeOne(mine?.['api.faults'] ?? [], method, path);
      if (officeId !== null && ofOffice !== null) {
        own.set(officeId, { ...mine, 'api.faults': ofOffice.left });
        return ofOffice.taken;
      }
      const general = takeOne(current['api.faults'], method, path);
      if (general === null) return null;
      current = { ...current, 'api.faults': general.left };
      return general.taken;
    },
  };
}
