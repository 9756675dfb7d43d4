import { z } from 'zod';
import type { PmsSoftware } from '../domain/pms';
import { PmsWrite, type ListedWrites } from '../domain/pms-capabilities';
import { ok } from '../domain/result';
import type { AppCallContext, SikkaCalls } from './calls';
import { text } from './fields';
import { readAllRows, withinContext } from './paging';
import { readReply, succeed, type SikkaReply } from './reply';

const rowSchema = z.object({
  practice_management_system: text,
  practice_management_system_version: text,
  new_appointment_writeback: text,
  appointment_status_writeback: text,
  new_patient_writeback: text,
  note_writeback: text,
});
type Row = z.infer<typeof rowSchema>;

const isSame = (one: string, other: string): boolean => one.trim().toLowerCase() === other.trim().toLowerCase();

/** A row without a version speaks for those that have no row of their own. A row of another version says nothing. */
function rowsFor({ name, version }: PmsSoftware, rows: readonly Row[]): readonly Row[] {
  const ofName = rows.filter((row) => isSame(row.practice_management_system, name));
  const exact = ofName.filter((row) => isSame(row.practice_management_system_version, version));
  return exact.length > 0 ? exact : ofName.filter((row) => row.practice_management_system_version === '');
}

/** `available` or blank; any other word, and rows (one per specialty) that differ, are no answer. */
function answerOf(cells: readonly string[]): boolean | null {
  if (cells.every((cell) => isSame(cell, 'available'))) return true;
  return cells.every((cell) => cell === '') ? false : null;
}

/**
 * Which writes Sikka offers for a software, by its name and version as Sikka spells them; null when it is not on the
 * list, which then says neither yes nor no. There is no column for rescheduling nor for changing a patient.
 */
export const findSupportedWrites =
  (calls: SikkaCalls) =>
  (context: AppCallContext, software: PmsSoftware): Promise<SikkaReply<ListedWrites | null>> =>
    withinContext(context, async (within) => {
      if (software.name === '') return succeed(null, []);
      const query = { practice_management_system: software.name };
      const list = { endpoint: '/supported_pmses', query, row: rowSchema };
      const reply = await readAllRows((call) => calls.callApp(within, call), list);
      return readReply(reply, (rows) => {
        const own = rowsFor(software, rows);
        if (own.length === 0) return ok(null);
        return ok({
          [PmsWrite.bookAppointment]: answerOf(own.map((row) => row.new_appointment_writeback)),
          [PmsWrite.changeAppointmentStatus]: answerOf(own.map((row) => row.appointment_status_writeback)),
          [PmsWrite.createPatient]: answerOf(own.map((row) => row.new_patient_writeback)),
          [PmsWrite.addNote]: answerOf(own.map((row) => row.note_writeback)),
        });
      });
    });
