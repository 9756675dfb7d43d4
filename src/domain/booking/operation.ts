/**
 * What the booking's workflow, its activities and the webhook say to each other. Row ids, codes and words from closed
 * lists only: nothing here is PHI, although all of it is encrypted in Temporal's histories anyway.
 */
export interface BookAppointmentInput {
  readonly tool: 'book-appointment' | 'reschedule-appointment';
  readonly accountId: string;
  readonly integrationId: string;
  readonly callSessionId: string;
  readonly vapiCallId: string;
  /** Rows of `call_patients` and `offers`. */
  readonly callPatientId: string;
  readonly offerId: string;
  /** Keyed hash of call, tool, patient and slot. */
  readonly operationKey: string;
  /** `staff`: shadow mode, authority `hold`, or software that takes no visits; the request becomes a task and nothing is sent. */
  readonly route: 'pms' | 'staff';
  /** The visit that this one replaces; null for a new one. */
  readonly replaces: ReplacedVisit | null;
  /** The change that makes the patient, where they are not in the PMS yet: the visit is sent once that is confirmed. */
  readonly awaitsChangeId: string | null;
  /** The caller agreed to a text message about it. */
  readonly textConsent: boolean;
  readonly lookupWindowSeconds: number;
}

/** The visit that moves, by our rows: one of `call_visits`, or a booking of ours. */
export type ReplacedVisit = {
  /**
   * `move`: the practice's software takes another time for a visit (PUT). `book-then-release`: the new time is booked,
   * and the old visit cancelled only when the new one is confirmed.
   */
  readonly by: 'move' | 'book-then-release';
} & ({ readonly callVisitId: string } | { readonly bookingId: string });

/** How long the caller can be kept waiting for the answer, in milliseconds. */
export interface Waiting {
  readonly waitsMs: number;
}

/** What the caller may be told at this moment. It changes as the workflow learns more, and never runs ahead of it. */
export type BookingAnswer = { readonly accountId: string; readonly bookingId: string | null } & (
  | { readonly kind: 'sent' | 'confirmed' | 'task' | 'working' }
  | { readonly kind: 'taken' }
  | { readonly kind: 'not-done'; readonly reasonCode: BookingReason }
);

/** Why a booking did not come about, or why somebody must look at it. Closed: stored, logged and counted in clear. */
export const BookingReason = {
  slotTaken: 'slot-taken',
  holdExpired: 'hold-expired',
  staffWillBook: 'staff-will-book',
  engineUnavailable: 'engine-unavailable',
  pmsRefused: 'pms-refused',
  /** The practice's software takes no new visits from outside. */
  pmsUnsupported: 'pms-unsupported',
  pmsAccess: 'pms-access',
  pmsUnavailable: 'pms-unavailable',
  writebackFailed: 'writeback-failed',
  writebackStuck: 'writeback-stuck',
  outcomeUnknown: 'outcome-unknown',
  readBackMissing: 'read-back-missing',
  readBackDiffers: 'read-back-differs',
  /** The caller or an operator took it back. */
  withdrawn: 'withdrawn',
  /** The call ended before anything was sent or promised. */
  callEnded: 'call-ended',
  /** The visit was moved to another time: the booking that this one was is no more. */
  moved: 'moved',
  /** The new patient's chart did not come about, so the visit could not be sent. */
  patientMissing: 'patient-missing',
  /** The practice's software changes no visits or charts from outside, or not this one. */
  staffWillChange: 'staff-will-change',
  /** The new time stands, and the old visit could not be cancelled. */
  oldVisitRemains: 'old-visit-remains',
  /** A likely twin of this patient is on file already. */
  likelyDuplicate: 'likely-duplicate',
  /** There is nothing to change: the visit is gone, or never was. */
  visitMissing: 'visit-missing',
  /** Settled by a person. */
  byHand: 'by-hand',
  /** Found by comparing at night: a visit that we gave up stands in the practice's software. */
  landedAfterAll: 'landed-after-all',
  /** Found by comparing at night: the practice's software has the visit more than once. */
  landedTwice: 'landed-twice',
  /** Found by comparing at night: a visit that was confirmed has been cancelled, and not through us. */
  cancelledElsewhere: 'cancelled-elsewhere',
} as const;
export type BookingReason = (typeof BookingReason)[keyof typeof BookingReason];

export interface BookingRef {
  readonly accountId: string;
  readonly bookingId: string;
}

export type HoldResult = { readonly accountId: string } & (
  | { readonly kind: 'held' | 'sent' | 'confirmed'; readonly bookingId: string; readonly route: 'pms' | 'staff' }
  | { readonly kind: 'taken' }
);

/** Audit rows of a request that has been made, which could not be written when it came back. Opaque to a workflow. */
export type UnrecordedRows = readonly { readonly id: string }[];

export type SendResult = { readonly accountId: string } & (
  | { readonly kind: 'sent' | 'confirmed' }
  | { readonly kind: 'taken' }
  /** Taken back, by the caller or a person, before it was sent. */
  | { readonly kind: 'released' }
  /** The request left, or may have left, and we do not know what became of it. */
  | { readonly kind: 'unknown'; readonly unrecorded?: UnrecordedRows }
  /** Proof that nothing was taken; it may be sent again. */
  | { readonly kind: 'retry' }
  | { readonly kind: 'failed'; readonly reasonCode: BookingReason }
);

/** `released`: somebody has taken the booking back in the meantime. */
export type LookUpResult = {
  readonly accountId: string;
  readonly kind: 'sent' | 'confirmed' | 'not-found' | 'released';
};
export type WritebackResult = {
  readonly accountId: string;
  readonly kind: 'pending' | 'confirmed' | 'failed' | 'released';
};
/** Whether the new patient whom a booking waits for is in the practice's software by now. */
export type NewPatientResult = { readonly accountId: string; readonly kind: 'ready' | 'waiting' | 'failed' };
/** What came of holding and sending in one step; `sent` is null where nothing was to be sent. */
export type BookedAtOnce = { readonly accountId: string; readonly held: HoldResult; readonly sent: SendResult | null };
export type ReadBackResult = { readonly accountId: string; readonly kind: 'matches' | 'absent' | 'differs' };
