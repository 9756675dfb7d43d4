import { DateTime } from 'luxon';
import type { StoredAuditRow } from '../stored-row';
import { ACCOUNTING_YEARS, countDisclosures, type CountedDisclosure } from './disclosures';
import type { Access, AccessReport, Disclosure } from './schema';
import { endOf, fieldOf, whatOf, whoOf, whyOf } from './words';

/** Whose report it is and how far it reaches. */
export interface ReportSubject {
  readonly accountId: string;
  readonly practice: { readonly integrationId: string; readonly name: string } | null;
  readonly patientRef: string;
  /** IANA name of the zone in which times are written. */
  readonly timeZone: string;
  readonly from: Date | null;
  readonly until: Date | null;
}

export interface ReportRows {
  /** The report's own row, already committed. */
  readonly own: StoredAuditRow;
  /** Every row about the patient before the report's own, attempts that were answered left out. */
  readonly ofPatient: readonly StoredAuditRow[];
  /** Exports that name no patient, before the report's own row. */
  readonly wholeExports: readonly StoredAuditRow[];
}

const MICROS_PER_MS = 1_000;
const msOf = (row: StoredAuditRow): number => Math.floor(row.created_at / MICROS_PER_MS);

const NOTES = [
  "This is an access report: it lists every access to the patient's information that is on record, which is more than an accounting of disclosures asks for. The disclosures of 45 CFR 164.528 are marked as a part of their own.",
  'Treatment, payment and operations, and what patients are given of their own information, are outside an accounting of disclosures (45 CFR 164.528(a)(1)); they are in the list of accesses.',
  'The record is kept for six years. Older months may have left it, each with an entry of its own.',
  'The patient and the calls are named by opaque references. The report tells which kinds of information were accessed, never what they said.',
];

/** The report's content. Pure: the same rows give the same report. */
export function buildReport(subject: ReportSubject, { own, ofPatient, wholeExports }: ReportRows): AccessReport {
  const { timeZone, from, until } = subject;
  const madeAt = new Date(msOf(own));
  const isInPeriod = (row: StoredAuditRow): boolean =>
    (from === null || msOf(row) >= from.getTime()) && (until === null || msOf(row) < until.getTime());
  const counted = countDisclosures(ofPatient, wholeExports, madeAt).filter(({ row }) => isInPeriod(row));
  const ofEverybody = counted.filter(({ kind }) => kind === 'of-the-whole-record').map(({ row }) => row);
  const inOrder = [...ofPatient.filter(isInPeriod), ...ofEverybody].sort((a, b) => a.chain_seq - b.chain_seq);
  return {
    format: 'parlae-access-report/1',
    madeAt: localIso(madeAt, timeZone),
    madeBy: own.actor_ref ?? '',
    ownRow: { id: own.id, chainSeq: own.chain_seq },
    accountId: subject.accountId,
    practice: subject.practice,
    patientRef: subject.patientRef,
    timeZone,
    period: {
      from: from === null ? null : localIso(from, timeZone),
      until: until === null ? null : localIso(until, timeZone),
    },
    accesses: inOrder.map((row) => toAccess(row, timeZone)),
    accountingOfDisclosures: {
      rule: '45 CFR 164.528',
      statement: statementOf(counted.length),
      disclosures: counted.map((disclosure) => toDisclosure(disclosure, timeZone)),
    },
    notes: NOTES,
  };
}

const toAccess = (row: StoredAuditRow, timeZone: string): Access => ({
  at: localIso(new Date(msOf(row)), timeZone),
  who: whoOf(row),
  what: whatOf(row),
  fields: row.phi_fields.map(fieldOf),
  why: whyOf(row.purpose),
  outcome: endOf(row.outcome),
  isOnlySeen: row.action === 'patient.seen',
  callId: row.vapi_call_id,
  row: { id: row.id, chain: row.chain, chainSeq: row.chain_seq, hash: row.row_hash },
});

function toDisclosure({ row, kind }: CountedDisclosure, timeZone: string): Disclosure {
  const fields = row.phi_fields.map(fieldOf).join(', ');
  const description =
    kind === 'of-the-whole-record'
      ? 'an export of the record of accesses, which by then held entries about the patient'
      : `${whatOf(row)}${fields === '' ? '' : ` (${fields})`}`;
  return {
    date: local(new Date(msOf(row)), timeZone).toFormat('yyyy-MM-dd'),
    recipient: row.on_behalf_of ?? `not named on record (made by ${whoOf(row)})`,
    description,
    purpose: whyOf(row.purpose),
    rowId: row.id,
  };
}

function statementOf(count: number): string {
  const reach = `in the ${ACCOUNTING_YEARS} years before this report, within its period`;
  if (count === 0) {
    return `No disclosure that 45 CFR 164.528 counts is on record ${reach}. This says nothing of disclosures that were made outside this service.`;
  }
  const disclosures = count === 1 ? 'One disclosure' : `${count} disclosures`;
  return `${disclosures} that 45 CFR 164.528 counts ${count === 1 ? 'is' : 'are'} on record ${reach}. Disclosures that were made outside this service are not among them.`;
}

const local = (at: Date, zone: string): DateTime => DateTime.fromJSDate(at, { zone });

function localIso(at: Date, zone: string): string {
  const text = local(at, zone).toISO();
  if (text === null) throw new RangeError('unknown IANA time zone');
  return text;
}
