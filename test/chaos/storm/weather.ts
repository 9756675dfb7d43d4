import { setTimeout as delay } from 'node:timers/promises';
import type { Random } from '../../../simulator/seed/prng';
import { OFFICE_IDS } from '../callers/practices';
import type { SimulatorControl } from './simulator-control';

/** Settings of the simulator, by office. */
export type Weather = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** The request was taken and its answer is lost, or the request itself is. */
const LOST_ANSWERS = [
  ...['queued-reset', 'queued-504', 'queued-500', 'queued-reset', 'queued-504', 'queued-500'],
  ...['lost-reset', 'lost-504', 'lost-500'],
] as const;
const BROKEN = ['reset', 'reset-after', 'truncated', 'malformed', 'bad-gzip', 'html', 503, 500] as const;
const REFUSALS = [400, 409, 422] as const;
interface Write {
  readonly method: string;
  readonly path: string;
}

const WRITES: readonly [Write, ...Write[]] = [
  { method: 'POST', path: '/appointment' },
  { method: 'PUT', path: '/appointments/*' },
  { method: 'PATCH', path: '/appointments/*' },
  { method: 'POST', path: '/patient' },
  { method: 'PATCH', path: '/patients/*' },
];

/** Far above what a run makes: Sikka's limit is not what is tried here. */
const STEADY = { 'rate.limitPerMinute': 1_000_000 };

export const CALM = {
  ...STEADY,
  ...{ 'api.faults': [], 'api.latency': { kind: 'fixed', ms: 0 }, 'api.latencyByPath': {} },
  ...{ 'write.lostAnswer': 'none', 'write.fails': false },
  ...{ 'write.delay': { minMs: 0, maxMs: 500 }, 'writebacks.lagMs': 0 },
} as const;

/** Writes take their time, so that processes die while one is in flight. */
const SLOW = { kind: 'lognormal', p50Ms: 300, p99Ms: 2_000 } as const;

const faultsOf = (random: Random): object[] => [
  // A hanging request costs a caller seconds: seldom.
  ...(random.chance(0.1) ? [{ ...random.pick(WRITES), status: 'timeout', count: 1 }] : []),
  ...(random.chance(0.25) ? [{ ...random.pick(WRITES), status: random.pick(REFUSALS), count: 1 }] : []),
  ...(random.chance(0.05) ? [{ path: '/*', status: 400, errorCode: 'API1025', count: 1 }] : []),
  ...(random.chance(0.3)
    ? WRITES.map((write) => ({ ...write, status: random.pick<string | number>(BROKEN), probability: 0.3 }))
    : []),
  ...(random.chance(0.2) ? [{ path: '/*', status: random.pick<string | number>(BROKEN), probability: 0.03 }] : []),
];

const settingsOf = (random: Random): Readonly<Record<string, unknown>> => ({
  ...STEADY,
  'api.faults': faultsOf(random),
  'api.latency': { kind: 'lognormal', p50Ms: random.pick([5, 20, 60]), p99Ms: random.pick([100, 600, 1_500]) },
  'api.latencyByPath': { '/appointment': SLOW, '/patient': SLOW },
  'write.lostAnswer': random.chance(0.2) ? random.pick(LOST_ANSWERS) : 'none',
  'write.fails': random.chance(0.06),
  'write.delay': { minMs: 0, maxMs: random.pick([100, 1_000, 6_000]) },
  'write.slotTaken': random.pick(['double-books', '409', 'fails-later']),
  'write.resultFields': random.pick(['created_id', 'appointment_sr_no', 'both', 'neither']),
  'write.deleteLate': random.pick(['404', '409', '410', '200']),
  'writebacks.lagMs': random.pick([0, 0, 1_500]),
  'writebacks.resultWords': random.pick(['lower', 'capital', 'other']),
});

/** Draws what the offices suffer next. */
export const drawWeather = (random: Random): Weather =>
  Object.fromEntries(OFFICE_IDS.map((officeId) => [officeId, settingsOf(random)]));

const calm: Weather = Object.fromEntries(OFFICE_IDS.map((officeId) => [officeId, CALM]));

/** How often what holds is said again: a simulator that was killed has forgotten its settings. */
const SAY_AGAIN_MS = 500;
const LONGEST_MS = 7_000;
const SHORTEST_MS = 2_000;

/** A practice's computer that goes off stays off for a while: what was accepted waits, and must not be sent again. */
const GOES_OFF = 0.06;
const OFF_MS = [15_000, 45_000] as const;

export interface Climate {
  /** The computers of all practices go off for so long, now. */
  darken(forMs: number): void;
  /** Ends the bad weather for good, as soon as the simulator can be told. */
  clear(): Promise<void>;
  /** How often the weather changed. */
  changes(): number;
}

/** Changes the simulator's settings at random times until it is cleared. */
export function startClimate(control: SimulatorControl, random: Random): Climate {
  const state = { isOver: false, changes: 0 };
  const isOver = (): boolean => state.isOver;
  const offUntilMs = new Map<string, number>();
  const isOnline = (officeId: string): boolean => (offUntilMs.get(officeId) ?? 0) <= performance.now();

  const say = async (weather: Weather): Promise<boolean> => {
    try {
      for (const [officeId, settings] of Object.entries(weather)) {
        await control.put(`/knobs?officeId=${officeId}`, { ...settings, 'spu.online': isOnline(officeId) });
      }
      return true;
    } catch {
      return false;
    }
  };

  const turnOff = (officeId: string, forMs: number): void => {
    offUntilMs.set(officeId, Math.max(offUntilMs.get(officeId) ?? 0, performance.now() + forMs));
  };

  async function change(): Promise<void> {
    while (!isOver()) {
      const weather = drawWeather(random);
      for (const officeId of OFFICE_IDS) {
        if (random.chance(GOES_OFF)) turnOff(officeId, random.integer(...OFF_MS));
      }
      const untilMs = performance.now() + random.integer(SHORTEST_MS, LONGEST_MS);
      state.changes += 1;
      // Faults that come once are said once; the rest stands when it is said again.
      const standing = withoutCounted(weather);
      for (let next = weather; performance.now() < untilMs && !isOver();) {
        if (await say(next)) next = standing;
        await delay(SAY_AGAIN_MS);
      }
    }
  }

  const changing = change();
  return {
    darken(forMs) {
      for (const officeId of OFFICE_IDS) turnOff(officeId, forMs);
      void say(Object.fromEntries(OFFICE_IDS.map((officeId) => [officeId, {}])));
    },
    changes: () => state.changes,
    async clear() {
      state.isOver = true;
      await changing;
      // What is off comes back in its own time: what waits there is asked after meanwhile.
      while (!(await say(calm)) || !OFFICE_IDS.every(isOnline)) await delay(SAY_AGAIN_MS);
    },
  };
}

const withoutCounted = (weather: Weather): Weather =>
  Object.fromEntries(
    Object.entries(weather).map(([officeId, settings]) => {
      const faults = settings['api.faults'] as readonly object[];
      return [officeId, { ...settings, 'api.faults': faults.filter((fault) => 'probability' in fault) }];
    }),
  );
