import { z } from 'zod';

const words = z.string();
/** ISO 8601 with the offset of the report's time zone. */
const localTime = z.iso.datetime({ offset: true });

const access = z.strictObject({
  at: localTime,
  who: words,
  what: words,
  /** Names of fields in plain words; never what was in them. */
  fields: z.array(words),
  why: words,
  outcome: words,
  /** True where the record only came in among the answers of a search for somebody. */
  isOnlySeen: z.boolean(),
  callId: z.string().nullable(),
  /** Where to find the row: its id, its place in the account's chain, and its hash. */
  row: z.strictObject({ id: z.string(), chain: z.string(), chainSeq: z.int().positive(), hash: z.hex().length(64) }),
});

/** The four things that 45 CFR 164.528(b)(2) asks for, and where they come from. */
const disclosure = z.strictObject({
  date: z.iso.date(),
  recipient: words,
  description: words,
  purpose: words,
  rowId: z.string(),
});

/** The access report as JSON; the HTML file says the same. */
export const accessReportSchema = z.strictObject({
  format: z.literal('parlae-access-report/1'),
  madeAt: localTime,
  madeBy: z.string(),
  /** The row of the report itself: it was on record before the report was read from it. */
  ownRow: z.strictObject({ id: z.string(), chainSeq: z.int().positive() }),
  accountId: z.string(),
  practice: z.strictObject({ integrationId: z.string(), name: z.string() }).nullable(),
  /** The keyed reference that stands for the patient. */
  patientRef: z.string(),
  timeZone: z.string(),
  /** `until` is the first instant that no longer belongs to it; null: no limit. */
  period: z.strictObject({ from: localTime.nullable(), until: localTime.nullable() }),
  accesses: z.array(access),
  accountingOfDisclosures: z.strictObject({
    rule: z.literal('45 CFR 164.528'),
    /** In words, above all where the list is empty. */
    statement: words,
    disclosures: z.array(disclosure),
  }),
  notes: z.array(words),
});
export type AccessReport = z.infer<typeof accessReportSchema>;
export type Access = AccessReport['accesses'][number];
export type Disclosure = AccessReport['accountingOfDisclosures']['disclosures'][number];
