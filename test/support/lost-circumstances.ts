import type { Random } from '../../simulator/seed/prng';

/** Settings of the simulator for one office while a batch of bookings is under way. */
export type Circumstances = Readonly<Record<string, unknown>>;

const BOOKING = { method: 'POST', path: '/appointment' } as const;

/** The request was taken and its answer is lost: by the knob, or on the wire. */
const TAKEN = ['queued-reset', 'queued-504', 'queued-500'] as const;
const CUT_AFTER = ['reset-after', 'truncated', 'malformed', 'bad-gzip'] as const;
/** It was not taken, and nothing proves that. */
const NOT_TAKEN = ['lost-reset', 'lost-504', 'lost-500'] as const;
const CUT_BEFORE = ['reset', 'timeout', 'html', 503] as const;
/** Of the batches whose answers are lost; the others cost a whole look-up window each. */
const TAKEN_SHARE = 0.7;
const REFUSALS = [400, 409, 422] as const;

const MOST_WRITE_DELAY_MS = 1_500;
/** Well within the look-up window. */
const MOST_LIST_LAG_MS = 2_000;

/** One booking of the batch is refused in Sikka's own words: it was not taken, and need not be looked for. */
const refusal = (random: Random) => ({ ...BOOKING, status: random.pick(REFUSALS), count: 1 });

/** One booking of the batch meets a request key that has just died. That proves as much, and it is sent again at once. */
const DEAD_KEY = { ...BOOKING, status: 400, errorCode: 'API1025', count: 1 };

/** Draws how a batch of bookings fares: mostly badly. */
export function drawCircumstances(random: Random, { hasDeadKey }: { readonly hasDeadKey: boolean }): Circumstances {
  const isTaken = random.chance(TAKEN_SHARE);
  const cut = {
    ...BOOKING,
    status: random.pick<string | number>(isTaken ? CUT_AFTER : CUT_BEFORE),
    probability: random.pick([0.3, 0.6, 0.9]),
  };
  const isCut = random.chance(0.5);
  return {
    'write.lostAnswer': isCut ? 'none' : random.pick(['none', ...(isTaken ? TAKEN : NOT_TAKEN)]),
    'api.faults': [
      ...(hasDeadKey ? [DEAD_KEY] : []),
      ...(random.chance(0.1) ? [refusal(random)] : []),
      ...(isCut ? [cut] : []),
    ],
    'write.resultFields': random.pick(['created_id', 'appointment_sr_no', 'both', 'neither']),
    'write.delay': { minMs: 0, maxMs: random.integer(0, MOST_WRITE_DELAY_MS) },
    'writebacks.lagMs': random.integer(0, MOST_LIST_LAG_MS),
    'writebacks.resultWords': random.pick(['lower', 'capital', 'other']),
  };
}
