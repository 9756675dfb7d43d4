import { phi } from '../../../src/domain/phi';
import type { PmsSoftware } from '../../../src/domain/pms';
import type { book } from '../calls';
import { bookAndSettle, DELAY_MS, errorOf, OPEN_DENTAL, stateOf, SUNDAY, valueOf } from '../calls';
import { OFFICE } from '../linked-client';
import type { LineBench } from './line';

const REFUSED = { code: 'PmsRefused', isRetryable: false, writeOutcome: 'not-accepted' };

/** A visit of Maya's, booked through the client. */
export async function bookedSrNo(bench: LineBench): Promise<string> {
  const state = await bookAndSettle(bench);
  if (state.state !== 'done' || state.createdId === null) throw new Error('not booked');
  return state.createdId;
}

export const setStatus = ({ client }: LineBench, appointmentSrNo: string, status: string) =>
  client.appointments.patchAppointmentStatus({ office: OFFICE, pms: OPEN_DENTAL }, phi({ appointmentSrNo, status }));

export const move = ({ client }: LineBench, appointmentSrNo: string, pms: PmsSoftware) =>
  client.appointments.putAppointment(
    { office: OFFICE, pms },
    phi({ appointmentSrNo, providerId: 'HYG1', date: SUNDAY, time: '14:00', description: 'Moved', staff: 'STF1' }),
  );

/** Refused at once with proof, nothing queued. */
export async function refusedAtOnce(
  bench: LineBench,
  reply: Parameters<typeof errorOf>[0],
  writesBefore = 0,
): Promise<void> {
  expect(errorOf(reply)).toMatchObject(REFUSED);
  expect(await bench.writes()).toHaveLength(writesBefore);
}

export async function failedLater(bench: LineBench, reply: Awaited<ReturnType<typeof book>>): Promise<void> {
  const accepted = valueOf(reply);
  bench.advance(DELAY_MS);
  expect((await stateOf(bench.client, accepted)).state).toBe('failed');
}
