import { z } from 'zod';
import { emptyOfficeState, officeStateSchema, type OfficeState } from './records';

const requestKeySchema = z.object({
  key: z.string(),
  officeId: z.string(),
  issuedAtMs: z.number(),
  expiresAtMs: z.number(),
  requestCount: z.number(),
});
export type RequestKey = z.infer<typeof requestKeySchema>;

const refreshKeySchema = z.object({ key: z.string(), officeId: z.string() });

export const WRITE_KINDS = [
  'new-appointment',
  'reschedule',
  'status',
  'new-patient',
  'edit-patient',
  'medical-note',
] as const;
export type WriteKind = (typeof WRITE_KINDS)[number];

const writebackSchema = z.object({
  id: z.string(),
  officeId: z.string(),
  practiceId: z.string(),
  kind: z.enum(WRITE_KINDS),
  method: z.enum(['POST', 'PUT', 'PATCH']),
  /** The visit or patient that is changed; '' for something new. */
  targetId: z.string(),
  /** The request body as it came. */
  body: z.record(z.string(), z.string()),
  /** First letters of the request key: Sikka's own list echoes them. */
  keyStart: z.string(),
  requestedAtMs: z.number(),
  delayMs: z.number(),
  /** The practice's software refuses the write for this when its turn comes; '' when nothing is wrong with it yet. */
  doom: z.string(),
  state: z.enum(['pending', 'done', 'failed', 'removed']),
  completedAtMs: z.number().nullable(),
  result: z.string(),
  createdId: z.string(),
});
export type Writeback = z.infer<typeof writebackSchema>;

export const STATE_VERSION = 2;

export const stateSchema = z.object({
  version: z.literal(STATE_VERSION),
  seed: z.number(),
  requestKeys: z.array(requestKeySchema),
  refreshKeys: z.array(refreshKeySchema),
  writebacks: z.array(writebackSchema),
  /** By office id. */
  offices: z.record(z.string(), officeStateSchema),
  nextAppointment: z.number(),
  nextWriteback: z.number(),
  nextPatient: z.number(),
  nextNote: z.number(),
});
export type SimulatorState = z.infer<typeof stateSchema>;

export const emptyState = (seed: number): SimulatorState => ({
  version: STATE_VERSION,
  seed,
  requestKeys: [],
  refreshKeys: [],
  writebacks: [],
  offices: {},
  nextAppointment: 500_001,
  nextWriteback: 900_001,
  nextPatient: 8_001,
  nextNote: 300_001,
});

/** Everything that is not seeded. Whoever changes it says so with `changed`, which has it saved. */
export interface Store {
  readonly state: SimulatorState;
  /** What belongs to one office. */
  office(officeId: string): OfficeState;
  changed(): void;
  reset(): void;
}

export function createStore(initial: SimulatorState, onChange: (state: SimulatorState) => void): Store {
  let state = initial;
  return {
    get state() {
      return state;
    },
    office: (officeId) => (state.offices[officeId] ??= emptyOfficeState()),
    changed() {
      onChange(state);
    },
    reset() {
      state = emptyState(initial.seed);
      onChange(state);
    },
  };
}
