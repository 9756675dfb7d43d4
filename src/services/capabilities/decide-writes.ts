import type { PmsSoftware } from '../../domain/pms';
import { PmsWrite, WriteSupport, type ListedWrites, type PmsCapabilities } from '../../domain/pms-capabilities';
import { pmsFamilyOf, PmsFamily } from '../../domain/pms-family';
import { bookingRulesOf } from '../../sikka/pms-rules/booking-rules';

/** The only ones that take a change of a patient's record (PATCH patient). */
const EDITS_PATIENTS: ReadonlySet<PmsFamily> = new Set([PmsFamily.orthoTrac, PmsFamily.dolphin]);

/** What a booking of ours holds, by Sikka's names. */
const HELD = new Set(['patient_id', 'date', 'time', 'length', 'provider_id', 'operatory', 'description', 'type']);

/** Some systems want more of a new visit, such as the user who makes it. They are not asked: the staff book by hand. */
const canBeFilled = (software: PmsSoftware): boolean =>
  bookingRulesOf(software).required.every((field) => HELD.has(field));

const supportOf = (isListed: boolean | null | undefined): WriteSupport =>
  isListed === true ? WriteSupport.supported : isListed === false ? WriteSupport.unsupported : WriteSupport.unproven;

/** Sikka lists status changes for Dentrix, yet one of its own integrations cannot write "broken" there: a list is no proof. */
const doubted = (support: WriteSupport): WriteSupport =>
  support === WriteSupport.supported ? WriteSupport.unproven : support;

/**
 * What the software takes. Sikka's list speaks first, and its no is final; what it leaves open is supported once it has
 * worked at this practice. It has no column for rescheduling, and none for patients' records, where the software decides.
 * @param listed null when the software is not on the list
 */
export function decideWrites(
  software: PmsSoftware,
  listed: ListedWrites | null,
  proven: readonly PmsWrite[],
): PmsCapabilities['writes'] {
  const family = pmsFamilyOf(software);
  const status = supportOf(listed?.[PmsWrite.changeAppointmentStatus]);
  const known = {
    [PmsWrite.bookAppointment]: canBeFilled(software)
      ? supportOf(listed?.[PmsWrite.bookAppointment])
      : WriteSupport.unsupported,
    [PmsWrite.changeAppointmentStatus]: family === PmsFamily.dentrix ? doubted(status) : status,
    [PmsWrite.rescheduleAppointment]: WriteSupport.unproven,
    [PmsWrite.createPatient]: supportOf(listed?.[PmsWrite.createPatient]),
    [PmsWrite.updatePatient]: EDITS_PATIENTS.has(family) ? WriteSupport.supported : WriteSupport.unsupported,
    [PmsWrite.addNote]: supportOf(listed?.[PmsWrite.addNote]),
  };
  const learned = proven.filter((write) => known[write] === WriteSupport.unproven);
  return { ...known, ...Object.fromEntries(learned.map((write) => [write, WriteSupport.supported])) };
}
