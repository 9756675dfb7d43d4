import type { z } from 'zod';
import { phi, reveal, type Phi } from '../domain/phi';
import type { PmsAppointment, PmsBusyVisit } from '../domain/pms';
import { ok } from '../domain/result';
import { appointmentRowSchema, busyRowSchema, EXTRA_APPOINTMENT_FIELDS, toBusyVisit } from './appointment-row';
import type { OfficeCallContext, SikkaCalls } from './calls';
import { localDateOf } from './fields';
import { readAllRows, withinContext } from './paging';
import type { DateRange } from './practice-schedule';
import { readReply, type SikkaReply } from './reply';

/** The visits of one patient in a range of dates, or of all (null), or one visit by its id. */
export type AppointmentFilter =
  (DateRange & { readonly patientId: Phi<string> | null }) | { readonly appointmentSrNo: string };

const isIn = ({ startDate, endDate }: DateRange, { date }: { readonly date: string }): boolean =>
  date >= startDate && date <= endDate;

/** All pages of the practice's visits by a query. A row that two pages show, as visits came in between, counts once. */
async function readVisits<T extends { readonly appointment_sr_no: string; readonly practice_id: string }>(
  calls: SikkaCalls,
  context: OfficeCallContext,
  query: Readonly<Record<string, string>>,
  row: z.ZodType<T>,
): Promise<SikkaReply<readonly T[]>> {
  const { practiceId } = context.office;
  const full = { ...query, practice_id: practiceId, fields: EXTRA_APPOINTMENT_FIELDS };
  const reply = await readAllRows((call) => calls.callOffice(context, call), {
    endpoint: '/appointments',
    query: full,
    row,
  });
  return readReply(reply, (rows) => {
    const own = rows.filter(({ practice_id }) => practice_id === practiceId);
    return ok([...new Map(own.map((visit) => [visit.appointment_sr_no, visit])).values()]);
  });
}

/** The time that is taken in a range of dates, cancelled visits included and marked; no patient data is kept. */
export const listBusyVisits =
  (calls: SikkaCalls) =>
  (context: OfficeCallContext, range: DateRange): Promise<SikkaReply<readonly PmsBusyVisit[]>> =>
    withinContext(context, async (within) => {
      const query = { startdate: range.startDate, enddate: range.endDate };
      const reply = await readVisits(calls, within, query, busyRowSchema);
      return readReply(reply, (rows) => ok(rows.map(toBusyVisit).filter((visit) => isIn(range, visit))));
    });

/** Visits with their patient, to read back, to look up or to compare what we wrote. */
export const findAppointments =
  (calls: SikkaCalls) =>
  (context: OfficeCallContext, filter: AppointmentFilter): Promise<SikkaReply<readonly PmsAppointment[]>> =>
    withinContext(context, async (within) => {
      const query: Record<string, string> =
        'appointmentSrNo' in filter
          ? { appointment_sr_no: filter.appointmentSrNo }
          : {
              ...(filter.patientId === null ? {} : { patient_id: reveal(filter.patientId) }),
              startdate: filter.startDate,
              enddate: filter.endDate,
            };
      const reply = await readVisits(calls, within, query, appointmentRowSchema);
      return readReply(reply, (rows) => {
        const wanted = rows.filter((row) =>
          'appointmentSrNo' in filter
            ? row.appointment_sr_no === filter.appointmentSrNo
            : (filter.patientId === null || row.patient_id === reveal(filter.patientId)) &&
              isIn(filter, toBusyVisit(row)),
        );
        return ok(
          wanted.map((row) => ({
            ...toBusyVisit(row),
            madeOn: localDateOf(row.appointment_made_date),
            patient: phi({ patientId: row.patient_id, description: row.description }),
          })),
        );
      });
    });
