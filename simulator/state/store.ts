import { z } from 'zod';
import { seedPatientSchema, visitSchema } from './records';

const requestKeySchema = z.object({
  key: z.string(),
  officeId: z.string(),
  issuedAtMs: z.number(),
  expiresAtMs: z.number(),
  requestCount: z.number(),
});
export type RequestKey = z.infer<typeof requestKeySchema>;

const refreshKeySchema = z.object({ key: z.string(), officeId: z.string() });

const writebackSchema = z.object({
  id: z.string(),
  officeId: z.string(),
  practiceId: z.string(),
  method: z.literal('POST'),
  /** The request body as it came. */
  body: z.record(z.string(), z.string()),
  /** First letters of the request key: Sikka's own list echoes them. */
  keyStart: z.string(),
  requestedAtMs: z.number(),
  delayMs: z.number(),
  state: z.enum(['pending', 'done', 'failed', 'removed']),
  completedAtMs: z.number().nullable(),
  result: z.string(),
  createdId: z.string(),
});
export type Writeback = z.infer<typeof writebackSchema>;

export const stateSchema = z.object({
  version: z.literal(1),
  seed: z.number(),
  requestKeys: z.array(requestKeySchema),
  refreshKeys: z.array(refreshKeySchema),
  visits: z.array(visitSchema),
  writebacks: z.array(writebackSchema),
  patients: z.array(seedPatientSchema),
  nextAppointment: z.number(),
  nextWriteback: z.number(),
  nextPatient: z.number(),
  /** When the utility last came online or went away; the rest of the time is in the knob `spu.online`. */
  spuChangedAtMs: z.number(),
});
export type SimulatorState = z.infer<typeof stateSchema>;

export const emptyState = (seed: number): SimulatorState => ({
  version: 1,
  seed,
  requestKeys: [],
  refreshKeys: [],
  visits: [],
  writebacks: [],
  patients: [],
  nextAppointment: 500_001,
  nextWriteback: 900_001,
  nextPatient: 8_001,
  spuChangedAtMs: 0,
});

/** Everything that is not seeded. Whoever changes it says so with `changed`, which has it saved. */
export interface Store {
  readonly state: SimulatorState;
  changed(): void;
  reset(): void;
}

export function createStore(initial: SimulatorState, onChange: (state: SimulatorState) => void): Store {
  let state = initial;
  return {
    get state() {
      return state;
    },
    changed() {
      onChange(state);
    },
    reset() {
      state = emptyState(initial.seed);
      onChange(state);
    },
  };
}
