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

/** `unproven`: no source tells; only a write that worked at this practice can. See `mayWrite` for what that allows. */
export const WriteSupport = { supported: 'supported', unsupported: 'unsupported', unproven: 'unproven' } as const;
export type WriteSupport = (typeof WriteSupport)[keyof typeof WriteSupport];

/** What Sikka's list of software says of each write that it has a column for; null where it gives no clear answer. */
export type ListedWrites = Readonly<
  Record<Exclude<PmsWrite, typeof PmsWrite.rescheduleAppointment | typeof PmsWrite.updatePatient>, boolean | null>
>;

/** What is read, and kept from an earlier time, piece by piece. */
export const CapabilityPart = {
  writes: 'writes',
  statusWords: 'status-words',
  providers: 'providers',
  operatories: 'operatories',
  appointmentTypes: 'appointment-types',
  freshness: 'freshness',
} as const;
export type CapabilityPart = (typeof CapabilityPart)[keyof typeof CapabilityPart];

const text = z.string();
const support = z.enum(WriteSupport);
const choice = z.object({ value: text, description: text });

/** What is stored, so older rows must stay readable: new fields get a default. Holds nothing of patients. */
export const pmsCapabilitiesSchema = z.object({
  /** The software that all of this is about; under another one nothing of it holds. */
  software: z.object({ name: text, version: text }).nullable().default(null),
  writes: z.object({
    [PmsWrite.bookAppointment]: support,
    [PmsWrite.changeAppointmentStatus]: support,
    [PmsWrite.rescheduleAppointment]: support,
    [PmsWrite.createPatient]: support,
    [PmsWrite.updatePatient]: support,
    [PmsWrite.addNote]: support,
  }),
  /** Writes that worked at this practice. */
  provenWrites: z.array(z.enum(PmsWrite)).default([]),
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
  /** What the last refresh could not read: older than the rest, or empty when it was never read. */
  staleParts: z.array(z.enum(CapabilityPart)).default([]),
});
export type PmsCapabilities = z.infer<typeof pmsCapabilitiesSchema>;

/**
 * Whether a change may be sent to the practice's software rather than given to its staff. `null`: never refreshed. What
 * is not known to work is not tried, except a booking: an admin has set such a practice live with authority to write,
 * and a booking that fails becomes a staff task anyway, so nothing is lost by trying. All else waits for proof.
 */
export function mayWrite(
  capabilities: { readonly writes: PmsCapabilities['writes'] | null } | null,
  write: PmsWrite,
): boolean {
  const support = capabilities?.writes?.[write] ?? WriteSupport.unproven;
  if (support === WriteSupport.unproven) return write === PmsWrite.bookAppointment;
  return support === WriteSupport.supported;
}

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
  /** When we asked. */
  checkedAt: z.iso.datetime().nullable().default(null),
});
export type PmsFreshness = z.infer<typeof pmsFreshnessSchema>;

export const UNKNOWN_FRESHNESS: PmsFreshness = {
  pmsRefreshedAt: null,
  insertedAt: null,
  syncStatus: 'unknown',
  utilityHasError: false,
  utilityIsInactive: false,
  refreshIntervalMinutes: null,
  isInsertInProgress: false,
  checkedAt: null,
};

/** The instant of which the copy that can be read is true, in epoch ms: the older of both, as each step copies the last. */
export function copiedAtMs({ pmsRefreshedAt, insertedAt }: PmsFreshness): number | null {
  const known = [pmsRefreshedAt, insertedAt].filter((at) => at !== null).map((at) => Date.parse(at));
  return known.length === 0 ? null : Math.min(...known);
}
