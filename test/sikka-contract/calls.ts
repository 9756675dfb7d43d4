import { referenceCode } from '../../src/domain/booking/reference-code';
import { phi, reveal } from '../../src/domain/phi';
import type { PmsExchange, PmsOffice, PmsSoftware, PmsWritebackState } from '../../src/domain/pms';
import type { PmsError } from '../../src/domain/pms-errors';
import type { PmsAppointmentRequest } from '../../src/domain/pms-writes';
import type { AcceptedWrite } from '../../src/sikka/accepted-write';
import type { SikkaClient } from '../../src/sikka/client';
import { holdsReferenceCode } from '../../src/sikka/reference-code';
import { succeed, type SikkaReply } from '../../src/sikka/reply';
import type { WriteContext } from '../../src/sikka/send-write';
import { OFFICE, type ContractBench, type LinkedClient } from './linked-client';

export const OPEN_DENTAL: PmsSoftware = { name: 'Open Dental', version: 'V24' };
/** Maya's. */
export const PATIENT_ID = '4001';
/** A Sunday: only a test's own visits are there. */
export const SUNDAY = '2031-03-09';
/** The delay of the bench's writes. */
export const DELAY_MS = 1_000;

export const BOOKING: PmsAppointmentRequest = {
  patientId: PATIENT_ID,
  date: SUNDAY,
  time: '10:30',
  lengthMinutes: 60,
  providerId: 'HYG1',
  operatory: 'OP3',
  description: 'Cleaning',
};

export const codeNumber = (number: number): string => referenceCode(new Uint8Array([0, 0, 0, 0, number]));

/** Any read of the office's data. */
export const read = (client: SikkaClient, office: PmsOffice = OFFICE, timeoutMs = 4_000) =>
  client.providers.listProviders({ office, timeoutMs });

export const book = (
  client: SikkaClient,
  change: Partial<PmsAppointmentRequest> = {},
  context: Partial<WriteContext> = {},
): Promise<SikkaReply<AcceptedWrite>> =>
  client.appointments.postAppointment({ office: OFFICE, pms: OPEN_DENTAL, ...context }, phi({ ...BOOKING, ...change }));

export function valueOf<T>(reply: SikkaReply<T>): T {
  if (!reply.ok) throw new Error(`Sikka's reply was ${JSON.stringify(reply.error)}`);
  return reply.value;
}

export function errorOf(reply: SikkaReply<unknown>): PmsError {
  if (reply.ok) throw new Error('a reply that should have failed');
  return reply.error;
}

export const stateOf = async (client: SikkaClient, { writebackId }: AcceptedWrite): Promise<PmsWritebackState> =>
  valueOf(await client.writebacks.getWritebackStatus({ office: OFFICE }, writebackId));

/** Books and waits for the practice's software. */
export async function bookAndSettle(
  { client, advance }: Pick<LinkedClient, 'client'> & Pick<ContractBench, 'advance'>,
  change: Partial<PmsAppointmentRequest> = {},
): Promise<PmsWritebackState> {
  const accepted = valueOf(await book(client, change));
  advance(DELAY_MS);
  return stateOf(client, accepted);
}

/** The look-up of a write whose answer was lost: by the code in its description, among this office's writes only. */
export async function findByCode(
  client: SikkaClient,
  code: string,
  officeId = OFFICE.officeId,
): Promise<SikkaReply<{ readonly writebackId: string } | null>> {
  const exchanges: PmsExchange[] = [];
  for await (const page of client.writebacks.eachWritebackPage({}, { from: '2031-03-03', to: '2031-03-05' })) {
    exchanges.push(...page.exchanges);
    if (!page.ok) return page;
    const found = page.value.find(
      (entry) => entry.officeId === officeId && entry.method === 'POST' && holdsReferenceCode(entry.body, code),
    );
    if (found !== undefined) return succeed({ writebackId: found.writebackId }, exchanges);
  }
  return succeed(null, exchanges);
}

/** The visits of a patient on the day of `BOOKING`. */
export const visitsOf = async (client: SikkaClient, patientId = PATIENT_ID, date = SUNDAY) =>
  valueOf(
    await client.appointments.findAppointments(
      { office: OFFICE },
      { patientId: phi(patientId), startDate: date, endDate: date },
    ),
  ).map(({ patient, ...visit }) => ({ ...visit, ...reveal(patient) }));
