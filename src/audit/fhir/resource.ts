/**
 * The parts of FHIR R4's AuditEvent that we write (https://hl7.org/fhir/R4/auditevent.html). What the specification
 * allows and we never write is left out, so that the compiler refuses it.
 */
export interface Coding {
  readonly system: string;
  readonly code: string;
  readonly display?: string;
}

export interface CodeableConcept {
  readonly coding: readonly Coding[];
  readonly text?: string;
}

/** By identifier or by words only: what we refer to is on no FHIR server. */
export interface Reference {
  readonly type?: string;
  readonly identifier?: { readonly system?: string; readonly value: string };
  readonly display?: string;
}

export interface AuditEventAgent {
  readonly type: CodeableConcept;
  readonly role?: readonly CodeableConcept[];
  readonly who: Reference;
  readonly requestor: boolean;
  readonly network?: { readonly extension: readonly [{ readonly url: string; readonly valueCode: string }] };
  readonly purposeOfUse?: readonly CodeableConcept[];
}

export interface AuditEventDetail {
  readonly type: string;
  readonly valueString: string;
}

export interface AuditEventEntity {
  readonly what?: Reference;
  readonly type: Coding;
  readonly role?: Coding;
  readonly description?: string;
  /** Base64. */
  readonly query?: string;
  readonly detail?: readonly AuditEventDetail[];
}

export interface AuditEvent {
  readonly resourceType: 'AuditEvent';
  readonly id: string;
  readonly meta?: { readonly profile: readonly string[] };
  readonly type: Coding;
  readonly subtype: readonly Coding[];
  /** Create, read, update, delete, execute. */
  readonly action: 'C' | 'R' | 'U' | 'D' | 'E';
  readonly recorded: string;
  /** Success, minor failure, serious failure. */
  readonly outcome: '0' | '4' | '8';
  readonly outcomeDesc?: string;
  readonly purposeOfEvent: readonly CodeableConcept[];
  readonly agent: readonly AuditEventAgent[];
  readonly source: { readonly site?: string; readonly observer: Reference; readonly type: readonly Coding[] };
  readonly entity: readonly AuditEventEntity[];
}

/**
 * A text as FHIR's `string` allows it: of the white space only blank, tab and line ends, and never empty. Null where
 * nothing is left.
 */
export function fhirText(text: string | null): string | null {
  const allowed = (text ?? '').replace(/[^\S \r\n\t]/g, ' ').trim();
  return allowed === '' ? null : allowed;
}
