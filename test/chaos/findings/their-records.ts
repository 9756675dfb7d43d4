import { z } from 'zod';
import { OFFICE_IDS } from '../callers/practices';
import type { SimulatorControl } from '../storm/simulator-control';

const instantMs = z
  .string()
  .nullable()
  .transform((text) => (text === null ? null : Date.parse(text)));

const writeback = z.object({
  id: z.string(),
  officeId: z.string(),
  practiceId: z.string(),
  kind: z.enum(['new-appointment', 'reschedule', 'status', 'new-patient', 'edit-patient', 'medical-note']),
  targetId: z.string(),
  state: z.enum(['pending', 'done', 'failed', 'removed']),
  requestedAt: instantMs,
  completedAt: instantMs,
  createdId: z.string(),
  body: z.record(z.string(), z.string()),
});
export type Writeback = z.infer<typeof writeback>;

const visit = z.object({
  appointmentSrNo: z.string(),
  practiceId: z.string(),
  patientId: z.string(),
  providerId: z.string(),
  operatory: z.string(),
  date: z.string(),
  time: z.string(),
  lengthMinutes: z.number(),
  description: z.string(),
  isCancelled: z.boolean(),
  source: z.string(),
});
export type Visit = z.infer<typeof visit> & { readonly officeId: string };

/** What the practices' own software holds: the one side that cannot be mistaken. */
export interface TheirRecords {
  /** Every write that was accepted, and what became of it. */
  readonly writebacks: readonly Writeback[];
  /** Every visit that was written since the seed. */
  readonly visits: readonly Visit[];
}

export async function readTheirRecords(control: SimulatorControl): Promise<TheirRecords> {
  const books = await Promise.all(
    OFFICE_IDS.map(async (officeId) =>
      (await control.list(`/appointments?officeId=${officeId}`, visit)).map((each) => ({ ...each, officeId })),
    ),
  );
  return { writebacks: await control.list('/writebacks', writeback), visits: books.flat() };
}
