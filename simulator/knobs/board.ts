import { z } from 'zod';
import { createRandom, type Random } from '../seed/prng';
import { takeOne, type Fault } from './faults';
import { keyKnobs } from './keys';
import { readKnobs } from './reads';
import { remoteKnobs } from './remote';
import { transportKnobs } from './transport';
import { webhookKnobs } from './webhooks';
import { writeKnobs } from './writes';

/**
 * What no source says about the live service, each open question a setting; README.md tells what each one does. The
 * first value of a list is the default. A default is a choice, not a fact: clients have to work under all of them.
 */
const knobsSchema = z.strictObject({
  ...keyKnobs,
  ...transportKnobs,
  ...readKnobs,
  ...writeKnobs,
  ...webhookKnobs,
  ...remoteKnobs,
});
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
  /** The lots of latencies and lost events; the knob `api.randomSeed` starts them anew. */
  readonly random: Random;
  /** General settings that are not the defaults, and what offices have of their own. */
  differences(): { readonly general: Partial<Knobs>; readonly offices: Readonly<Record<string, Partial<Knobs>>> };
}

const patchSchema = z.record(z.string(), z.unknown());
const lots = (seed: number): Random => createRandom('lots', seed);

function differing(settings: Knobs, defaults: Knobs): Partial<Knobs> {
  const usual: Readonly<Record<string, unknown>> = defaults;
  return Object.fromEntries(
    Object.entries(settings).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(usual[name])),
  );
}

/** @param initial settings that differ from the defaults, also after a reset */
export function createKnobs(initial: unknown): KnobBoard {
  const start = knobsSchema.parse(initial);
  let current = start;
  let random = lots(start['api.randomSeed']);
  const own = new Map<string, Partial<Knobs>>();

  return {
    get current() {
      return current;
    },
    get random() {
      return random;
    },
    of: (officeId) => ({ ...current, ...own.get(officeId) }),
    merge(patch, officeId) {
      const changes = patchSchema.parse(patch);
      const base = officeId === undefined ? current : { ...current, ...own.get(officeId) };
      const merged = knobsSchema.parse({ ...base, ...changes });
      if ('api.randomSeed' in changes) random = lots(merged['api.randomSeed']);
      if (officeId === undefined) return (current = merged);
      const names = new Set([...Object.keys(own.get(officeId) ?? {}), ...Object.keys(changes)]);
      own.set(officeId, Object.fromEntries(Object.entries(merged).filter(([name]) => names.has(name))));
      return merged;
    },
    reset() {
      current = start;
      random = lots(start['api.randomSeed']);
      own.clear();
    },
    takeFault(method, path, officeId) {
      const request = { method, path };
      const mine = officeId === null ? undefined : own.get(officeId);
      const ofOffice = takeOne(mine?.['api.faults'] ?? [], request, random);
      if (officeId !== null && ofOffice !== null) {
        own.set(officeId, { ...mine, 'api.faults': ofOffice.left });
        return ofOffice.taken;
      }
      const general = takeOne(current['api.faults'], request, random);
      if (general === null) return null;
      current = { ...current, 'api.faults': general.left };
      return general.taken;
    },
    differences: () => ({
      general: differing(current, knobsSchema.parse({})),
      offices: Object.fromEntries(own),
    }),
  };
}
