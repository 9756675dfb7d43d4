import { AuditAction } from '../audit/vocabulary';
import type { AuditedAct } from '../audit/scope';
import { splitName } from '../domain/names/split-name';
import { withoutSuffix } from '../domain/names/spoken-name';
import { toTenDigits } from '../domain/phones/e164';
import { reveal, type Phi } from '../domain/phi';
import type { PatientOnFile, PmsExchange } from '../domain/pms';
import type { BlindIndex } from '../crypto/blind-index';
import { patientIndexOf } from '../persistence/call-codes';
import type { Practice } from '../persistence/practices';
import type { SikkaClient } from '../sikka/client';
import type { PatientFilter } from '../sikka/patients';

/** What the caller has said, and the number that the telephone network reports. */
export interface SearchClues {
  readonly fullName: string;
  readonly statedPhone: string | null;
  readonly callerNumber: Phi<string> | null;
}

export interface Candidates {
  readonly patients: readonly PatientOnFile[];
  /** Ten digits, or null when withheld or not a number. */
  readonly callerNumber: string | null;
  /** False when a read failed: then nobody can be said not to exist. */
  readonly isComplete: boolean;
}

/** The part of a tool call that a search needs. */
export interface SearchScope {
  readonly practice: Pick<Practice, 'accountId' | 'integrationId' | 'office'>;
  readonly signal: AbortSignal;
  readonly trail: {
    attempt(request: Pick<PmsExchange, 'endpoint' | 'method'>, acts: readonly AuditedAct[]): Promise<string[]>;
    outcome(act: AuditedAct, reply: { readonly exchanges: readonly PmsExchange[] }, attemptId: string | null): void;
    seen(act: AuditedAct, patientRefs: readonly string[]): void;
  };
}

export type PatientFinder = (clues: SearchClues, scope: SearchScope) => Promise<Candidates>;

const READ_TIMEOUT_MS = 3_500;
const MAX_ROWS = 500;

/**
 * At most five reads of Sikka, all at once. How many depends on what was said, never on what is found: an unknown
 * patient costs the same reads as a known one. Sikka has no search by date of birth, and a search by `cell` misses
 * people stored under home or work, so name and each kind of phone are asked for side by side.
 */
function filtersFor(lastName: string, phone: string | null): PatientFilter[] {
  const byName: PatientFilter[] = [{ lastName }, { search: lastName }];
  return phone === null ? byName : [...byName, { cell: phone }, { homePhone: phone }, { workPhone: phone }];
}

/** What Sikka's record of a patient says of them, whether or not we use it: all of it came in. */
const RECORD_FIELDS = [
  ...['firstname', 'middlename', 'lastname', 'preferred_name', 'birthdate', 'status', 'guarantor_id', 'provider_id'],
  ...['address_line1', 'address_line2', 'city', 'state', 'zipcode', 'cell', 'homephone', 'workphone', 'email'],
  ...['first_visit', 'last_visit', 'subscriber_id', 'primary_insurance_company_id', 'primary_relationship'],
  ...['guarantor_first_name', 'guarantor_last_name', 'preferred_contact', 'preferred_communication_method'],
];

/** Whose record came in, whether or not the answer will say anything of them. */
export const PATIENT_SEEN: AuditedAct = { action: AuditAction.patientSeen, phiFields: RECORD_FIELDS };

export const createPatientFinder =
  (sikka: SikkaClient, index: BlindIndex): PatientFinder =>
  async ({ fullName, statedPhone, callerNumber }, { practice, signal, trail }) => {
    const caller = callerNumber === null ? null : toTenDigits(reveal(callerNumber));
    const stated = statedPhone === null ? null : toTenDigits(statedPhone);
    const lastName = splitName(withoutSuffix(fullName).name)?.lastName ?? fullName;
    const filters = filtersFor(withoutSuffix(lastName).name, stated ?? caller);

    const act = (filter: PatientFilter): AuditedAct => ({
      action: AuditAction.patientSearch,
      phiFields: Object.keys(filter).map((name) => name.toLowerCase()),
    });
    const attempts = await trail.attempt({ endpoint: '/patients', method: 'GET' }, filters.map(act));
    const context = { office: practice.office, signal, timeoutMs: READ_TIMEOUT_MS };
    const replies = await Promise.all(
      filters.map(async (filter, i) => {
        const reply = await sikka.patients.findPatients(context, filter, { limit: MAX_ROWS });
        trail.outcome(act(filter), reply, attempts[i] ?? null);
        return reply;
      }),
    );
    const patients = replies.flatMap((reply) => (reply.ok ? reply.value : []));
    const refs = patients.map((patient) => patientIndexOf(index, practice, reveal(patient).patientId));
    trail.seen(PATIENT_SEEN, [...new Set(refs)]);
    return {
      patients,
      callerNumber: caller,
      isComplete: replies.every((reply) => reply.ok),
    };
  };
