import { EVIDENCE_OF } from '../identity/assurance';
import { wantedOf, type CallbackRequest } from './request';

/** What our own record has of a call, for the person who speaks to the caller next. */
export interface CallFacts {
  /** As the network showed it, which can be forged. */
  readonly callerNumber: string | null;
  /** Too many wrong attempts: nothing that was shown before counts any more. */
  readonly isLocked: boolean;
  readonly people: readonly PersonInCall[];
  readonly requests: readonly RequestInCall[];
}

export interface PersonInCall {
  readonly firstName: string;
  /** Null: a new person whose chart is not there yet. */
  readonly patientId: string | null;
  readonly level: 'L2' | 'L3';
}

/** A booking or a change that was asked for in the call, with how far it has come. */
export interface RequestInCall {
  readonly tool: string;
  /** `with-staff`: the practice's people will do it. */
  readonly state: 'held' | 'sent' | 'confirmed' | 'failed' | 'released' | 'with-staff';
  readonly patientId: string | null;
  /** Kind of visit, where it is about one. */
  readonly visitType: string | null;
  /** Practice-local. */
  readonly date: string | null;
  readonly time: string | null;
}

/** `verified`: by what our record shows. `unverified`: the caller or the model says so. */
export type Mark = 'verified' | 'unverified';

/** Every fact with its mark; nothing in it is the model's word alone without saying so. */
export interface CallSummary {
  readonly kind: string;
  readonly language: string;
  readonly caller: { readonly number: string | null; readonly mark: Mark };
  readonly patients: readonly (Omit<PersonInCall, 'level'> & { readonly mark: Mark; readonly by: readonly string[] })[];
  readonly inThisCall: readonly (RequestInCall & { readonly mark: 'verified' })[];
  readonly says: readonly { readonly reason: string; readonly summary: string; readonly mark: 'unverified' }[];
}

/** What the person who calls back, or takes the call, needs to know, and no more. */
export function summariseCall(request: CallbackRequest, facts: CallFacts): CallSummary {
  const { reason, language } = wantedOf(request);
  const patients = facts.people.map(({ firstName, patientId, level }) => {
    // A new person has said who they are, and no chart says the same.
    const isVerified = !facts.isLocked && patientId !== null;
    return {
      firstName,
      patientId,
      mark: isVerified ? ('verified' as const) : ('unverified' as const),
      by: isVerified ? EVIDENCE_OF[level] : [],
    };
  });
  const isNumberOnFile = patients.some(({ by }) => by.some((evidence) => evidence === 'caller-number'));
  return {
    kind: reason,
    language,
    caller: { number: facts.callerNumber, mark: isNumberOnFile ? 'verified' : 'unverified' },
    patients,
    inThisCall: facts.requests.map((each) => ({ ...each, mark: 'verified' })),
    says: request.notes.map((note) => ({ reason: note.reason, summary: note.summary, mark: 'unverified' })),
  };
}
