import type { BookingReason } from '../booking/operation';

/** Changes of what the practice's software holds that are no new visit. */
export const ChangeKind = {
  cancelAppointment: 'cancel-appointment',
  createPatient: 'create-patient',
  updatePatient: 'update-patient',
} as const;
export type ChangeKind = (typeof ChangeKind)[keyof typeof ChangeKind];

/** What an intent may be about: one of those, a new visit, or one that moves. */
export type WriteKind = ChangeKind | 'book-appointment' | 'reschedule-appointment';

/**
 * What a change's workflow is started with. The request itself is a row of `pms_changes`, stored before: nothing here
 * is PHI, although all of it is encrypted in Temporal's histories anyway.
 */
export interface ChangeInput {
  readonly accountId: string;
  readonly integrationId: string;
  readonly changeId: string;
  /** `staff`: the practice's people will do it; the request becomes a task and nothing is sent. */
  readonly route: 'pms' | 'staff';
  /** The second step of a move: its own caller hears of the move, and the move's booking has the task. */
  readonly isPartOfMove?: boolean;
  readonly lookupWindowSeconds: number;
}

export interface ChangeRef {
  readonly accountId: string;
  readonly changeId: string;
}

/** What the caller may be told at this moment. It changes as the workflow learns more, and never runs ahead of it. */
export type ChangeAnswer = ChangeRef &
  (
    | { readonly kind: 'sent' | 'confirmed' | 'task' | 'working' }
    | { readonly kind: 'not-done'; readonly reasonCode: BookingReason }
  );
