import { z } from 'zod';
import type { PmsBusyVisit } from '../domain/pms';
import { id, flagOf, localDateOf, localTimeOf, text } from './fields';

/** Fields that come only when they are asked for. Without them no opening can be computed. */
export const EXTRA_APPOINTMENT_FIELDS = 'operatory,cancelled,cancelled_date,hygienist';

const MINUTES_PER_DAY = 1440;

const scheduleFields = {
  appointment_sr_no: id,
  practice_id: text,
  provider_id: text,
  hygienist: text,
  operatory: text,
  date: text.refine((value) => localDateOf(value) !== null),
  time: text.refine((value) => value === '' || localTimeOf(value) !== null),
  length: text,
  status: text,
  cancelled: text,
  cancelled_date: text,
};

/** A visit without its patient: names, notes and patient ids are dropped as the row is read. */
export const busyRowSchema = z.object(scheduleFields);
export type BusyRow = z.infer<typeof busyRowSchema>;

export const appointmentRowSchema = z.object({
  ...scheduleFields,
  patient_id: text,
  description: text,
  appointment_made_date: text,
});

/**
 * What `cancelled` holds, and whether a cancelled visit keeps a flag, a date or only a status word, is not documented.
 * "Broken" is the word with which Dentrix and others cancel. Any other word stands: rather a free time not offered.
 */
const isCancelled = (row: BusyRow): boolean =>
  flagOf(row.cancelled) === true || localDateOf(row.cancelled_date) !== null || /^(cancel|broken)/i.test(row.status);

const lengthMinutesOf = (length: string): number => (/^\d+(\.\d+)?$/.test(length) ? Math.round(Number(length)) : 0);

/** A visit that stands but has no time takes the whole day: better nothing offered than a time that is taken. */
export function toBusyVisit(row: BusyRow): PmsBusyVisit {
  const startTime = localTimeOf(row.time);
  return {
    appointmentSrNo: row.appointment_sr_no,
    providerId: row.provider_id,
    hygienistId: row.hygienist,
    operatory: row.operatory,
    date: localDateOf(row.date) ?? '',
    startTime: startTime ?? '00:00',
    lengthMinutes: startTime === null ? MINUTES_PER_DAY : lengthMinutesOf(row.length),
    status: row.status,
    isCancelled: isCancelled(row),
  };
}
