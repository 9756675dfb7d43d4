import type { ProfileId } from '../../simulator/seed/types';
import { phi } from '../../src/domain/phi';
import type { PmsSoftware } from '../../src/domain/pms';
import { tellsFreeSlots } from '../../src/domain/pms-family';
import type { PmsAppointmentRequest } from '../../src/domain/pms-writes';
import type { SikkaClient } from '../../src/sikka/client';
import { BOOKING, PATIENT_ID, SUNDAY, valueOf } from './calls';
import { OFFICE } from './linked-client';

/** What becomes of a write: it lands, is refused before it leaves, or by Sikka. */
export type Fate = 'lands' | 'not sent' | 'refused';

export interface SoftwareTraits {
  readonly booking: Fate;
  readonly status: Fate;
  readonly move: Fate;
  readonly newPatient: Fate;
  readonly patientChange: Fate;
  readonly note: Fate;
  /** The practice's word that takes a visit off the book. */
  readonly offWord: string;
  /** Of a booking, beyond what every software wants. */
  readonly wantedFields: readonly (keyof PmsAppointmentRequest)[];
}

/** By the lists of the vendor: `supported_pmses` for what is taken at all, the write-back guide for the fields. */
export const SOFTWARE: Readonly<Record<ProfileId, SoftwareTraits>> = {
  'open-dental': {
    booking: 'lands',
    status: 'lands',
    move: 'lands',
    newPatient: 'lands',
    patientChange: 'not sent',
    note: 'lands',
    offWord: 'Cancelled',
    wantedFields: [],
  },
  dentrix: {
    booking: 'lands',
    status: 'refused',
    move: 'lands',
    newPatient: 'refused',
    patientChange: 'not sent',
    note: 'refused',
    offWord: 'Broken',
    wantedFields: [],
  },
  eaglesoft: {
    booking: 'lands',
    status: 'lands',
    move: 'refused',
    newPatient: 'lands',
    patientChange: 'not sent',
    note: 'refused',
    offWord: 'cancelled.unconfirm',
    wantedFields: [],
  },
  dolphin: {
    booking: 'lands',
    status: 'lands',
    move: 'lands',
    newPatient: 'lands',
    patientChange: 'lands',
    note: 'lands',
    offWord: 'Cancelled',
    wantedFields: ['user', 'type'],
  },
  'planet-dds': {
    booking: 'lands',
    status: 'lands',
    move: 'refused',
    newPatient: 'refused',
    patientChange: 'not sent',
    note: 'lands',
    offWord: 'Cancelled',
    wantedFields: ['productionType', 'hasInsurance'],
  },
};

/** An office as the product gets to know it: by reading its lists. */
export interface KnownOffice {
  readonly pms: PmsSoftware;
  readonly user: string;
  readonly statusWords: readonly string[];
  readonly noteTypes: readonly string[];
  /** With everything that any software wants; each gets what it has a place for. */
  readonly booking: PmsAppointmentRequest;
  /** Another time that is free, on the same day. */
  readonly laterTime: string;
}

const WEEK = { startDate: '2031-03-05', endDate: '2031-03-11' };

/** Two free times of a day: the software's own word where it has one, else of a day when nobody works. */
async function freeTimes(client: SikkaClient, pms: PmsSoftware) {
  if (!tellsFreeSlots(pms)) {
    const { providerId, operatory } = BOOKING;
    return { date: SUNDAY, providerId, operatory, times: ['10:30', '14:00'] as const };
  }
  const context = { office: OFFICE, pms };
  const slots = valueOf(await client.appointments.listAvailableSlots(context, WEEK));
  for (const { date, providerId, operatory, startTime } of slots) {
    const later = slots.find(
      (slot) => slot.date === date && slot.providerId === providerId && slot.startTime > startTime,
    );
    if (later !== undefined) return { date, providerId, operatory, times: [startTime, later.startTime] as const };
  }
  throw new Error('no day with two free times');
}

export async function getToKnow(client: SikkaClient): Promise<KnownOffice> {
  const context = { office: OFFICE };
  const practices = valueOf(await client.authorizedPractices.listAuthorizedPractices({}));
  const practice = practices.find(({ officeId }) => officeId === OFFICE.officeId);
  const pms = { name: practice?.pms ?? '', version: practice?.pmsVersion ?? '' };
  const choices = async (category: string) =>
    valueOf(
      await client.writebackDetails.listWritebackDetails(context, { writebackType: 'new_appointment', category }),
    );
  const user = valueOf(await client.pmsUsers.listPmsUsers(context))[0]?.userId ?? '';
  const { date, providerId, operatory, times } = await freeTimes(client, pms);
  const booking = {
    patientId: PATIENT_ID,
    ...{ date, providerId, operatory, time: times[0] },
    lengthMinutes: 30,
    description: 'Cleaning',
    type: (await choices('appttype')).find(({ description }) => description === 'Cleaning')?.value ?? '',
    ...{ user, staff: user, guarantorId: PATIENT_ID, hasInsurance: false },
    productionType: (await choices('ApptProdType'))[0]?.value ?? '',
  };
  return {
    pms,
    user,
    statusWords: valueOf(await client.appointmentStatuses.listAppointmentStatuses(context)),
    noteTypes: valueOf(await client.noteTypes.listNoteTypes(context)).map(({ type }) => type),
    booking,
    laterTime: times[1],
  };
}

/** Every write of the client, as the office's own lists have it. */
export function writesAt(client: SikkaClient, { pms, user, booking, laterTime }: KnownOffice) {
  const context = { office: OFFICE, pms };
  const today = '2031-03-04';
  const { providerId } = booking;
  return {
    booking: (change: Partial<PmsAppointmentRequest> = {}) =>
      client.appointments.postAppointment(context, phi({ ...booking, ...change })),
    status: (appointmentSrNo: string, status: string) =>
      client.appointments.patchAppointmentStatus(context, phi({ appointmentSrNo, status, staff: user })),
    move: (appointmentSrNo: string, status?: string) =>
      client.appointments.putAppointment(
        context,
        phi({
          ...{ appointmentSrNo, providerId, status },
          ...{ date: booking.date, time: laterTime, operatory: booking.operatory },
          ...{ description: 'Moved', staff: user },
        }),
      ),
    newPatient: () =>
      client.patients.postPatient(
        context,
        phi({
          ...{ firstName: 'Zoë', lastName: "O'Invented", birthDate: '1990-01-02', cell: '602-555-0199' },
          providerId,
          user,
        }),
        today,
      ),
    patientChange: () =>
      client.patients.patchPatient(
        context,
        phi({ patientId: PATIENT_ID, preferredName: 'Maya B', staff: user }),
        today,
      ),
    note: (appointmentSrNo: string) =>
      client.medicalNotes.postMedicalNote(
        context,
        phi({
          ...{ patientId: PATIENT_ID, date: today, type: 'Appointment Note', appointmentSrNo, providerId, user },
          text: 'Asked for a morning visit',
          description: 'Call',
        }),
      ),
  };
}
