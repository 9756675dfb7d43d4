import { z } from 'zod';

/** Changes that a practice's software may or may not take through Sikka. */
export const PmsWrite = {
  bookAppointment: 'book-appointment',
  /** PATCH of the status: cancel and confirm. */
  changeAppointmentStatus: 'change-appointment-status',
  /** PUT of date and time. */
  rescheduleAppointment: 'reschedule-appointment',
  createPatient: 'create-patient',
  updatePatient: 'update-patient',
  addNote: 'add-note',
} as const;
export type PmsWrite = (typeof PmsWrite)[keyof typeof PmsWrite];

/** `unproven`: no source tells; only a write that worked at this practice can. It is not asked of a caller's request. */
export const WriteSupport = { supported: 'supported', unsupported: 'unsupported', unproven: 'unproven' } as const;
export type WriteSupport = (typeof WriteSupport)[keyof typeof WriteSupport];

const text = z.string();
const support = z.enum(WriteSupport);
const choice = z.object({ value: text, description: text });

/** What is stored, so older rows must stay readable: new fields get a default. Holds nothing of patients. */
export const pmsCapabilitiesSchema = z.object({
  writes: z.object({
    [PmsWrite.bookAppointment]: support,
    [PmsWrite.changeAppointmentStatus]: support,
    [PmsWrite.rescheduleAppointment]: support,
    [PmsWrite.createPatient]: support,
    [PmsWrite.updatePatient]: support,
    [PmsWrite.addNote]: support,
  }),
  /** The practice's own words for the state of a visit. */
  statusWords: z.array(text),
  /** Which of them cancels; null when none does for certain: then cancelling is a person's work. */
  cancelWord: text.nullable(),
  providers: z.array(z.object({ providerId: text, name: text, isBookable: z.boolean() })),
  operatories: z.array(z.object({ operatory: text, abbreviation: text, isHidden: z.boolean() })),
  /** What `type` of a new visit may be: `value` is sent. */
  appointmentTypes: z.array(choice),
  /** Whether the software tells free slots by itself. */
  hasSlots: z.boolean(),
});
export type PmsCapabilities = z.infer<typeof pmsCapabilitiesSchema>;

/** Instants as ISO text, null when Sikka does not say. */
export const pmsFreshnessSchema = z.object({
  /** When the practice's data was last taken from its software. */
  pmsRefreshedAt: z.iso.datetime().nullable(),
  /** When that copy was ready to be read. */
  insertedAt: z.iso.datetime().nullable(),
  /** `not-refresh`: no connection for over a day. */
  syncStatus: z.enum(['refresh', 'not-refresh', 'unknown']),
  /** The utility on the practice's computer (SPU). */
  utilityHasError: z.boolean(),
  utilityIsInactive: z.boolean(),
  /** How often the utility sends changes, in minutes; 1440 is once a day. */
  refreshIntervalMinutes: z.int().nullable(),
  /** `Data-Insert: in progress` was seen: what is read now may be half of it. */
  isInsertInProgress: z.boolean(),
});
export type PmsFreshness = z.infer<typeof pmsFreshnessSchema>;
