import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { Phi } from '../domain/phi';
import { StaffTaskEntity } from './entities/staff-task';
import type { PhiCipher } from './phi-cipher';

export interface NewStaffTask {
  /** Null: about rows of the audit record that belong to no account. */
  readonly accountId: string | null;
  /** Null: about no single practice. */
  readonly integrationId: string | null;
  /** Once per booking or change, or operation where there is neither, and kind; about the link itself, once while it is open. */
  readonly subject:
    { readonly bookingId: string } | { readonly changeId: string } | { readonly operationKey: string } | 'integration';
  readonly kind: StaffTaskKind;
  readonly reasonCode: string;
  /** What the PMS said, or what a review has found; encrypted with the account's key, and left out where there is none. */
  readonly details: Phi<string> | null;
  readonly openedAt: Date;
  /** By when somebody must have looked at it, where the kind's own time does not fit. */
  readonly dueAt?: Date;
}

/** What the practice's people are asked to do. */
export const StaffTaskKind = {
  /** The visit is not in the PMS: call the patient, or book it by hand. */
  bookByHand: 'book-by-hand',
  /** We do not know whether the visit is in the PMS: look, then settle it with the patient. */
  checkBooking: 'check-booking',
  /** A wish that could not be handed over: see whether it was booked, else call the patient. */
  checkRequest: 'check-request',
  /** A visit is to be moved to another time in the PMS by hand. */
  moveByHand: 'move-by-hand',
  /** A visit is to be cancelled in the PMS by hand. */
  cancelByHand: 'cancel-by-hand',
  /** The new time is booked, and the visit that it replaces still stands: cancel that one by hand. */
  releaseOldVisit: 'release-old-visit',
  /** A patient is to be entered into the PMS by hand. */
  createPatientByHand: 'create-patient-by-hand',
  /** A patient's chart is to be changed by hand. */
  updatePatientByHand: 'update-patient-by-hand',
  /** We do not know whether a change is in the PMS: look, then settle it. */
  checkChange: 'check-change',
  /** What was asked for is done, and nobody could tell the caller: call them. */
  tellPatient: 'tell-patient',
  /** The caller asked for a person and reached none: call them back. */
  callBack: 'call-back',
  /** What was promised and what the PMS holds differ. */
  reconcile: 'reconcile',
  /** The link to the practice's software is broken, and only people can mend it. */
  mendConnection: 'mend-connection',
  /** Sikka's cap of the day is used up: ask for a larger plan, or see what asks for so much. */
  dailyCap: 'daily-cap',
  /** The daily review of the audit record has found something that a privacy officer should look at. */
  privacyReview: 'privacy-review',
} as const;
export type StaffTaskKind = (typeof StaffTaskKind)[keyof typeof StaffTaskKind];

const HOUR_MS = 3_600_000;

/** Half a working day: by then somebody has looked at it. Who waits for a call waits less; a review over a weekend. */
const DUE_HOURS: Partial<Record<StaffTaskKind, number>> = {
  [StaffTaskKind.privacyReview]: 72,
  [StaffTaskKind.callBack]: 1,
};
const dueMsOf = (kind: StaffTaskKind): number => (DUE_HOURS[kind] ?? 4) * HOUR_MS;

/** Names the place of the details to the cipher. */
export const TASK_DETAILS_COLUMN = 'staff_tasks.details';

/**
 * Opens a task once; opening it again changes nothing while it is open. One about a booking or a change that was done
 * before is opened anew: something else has come up.
 */
export async function openStaffTask(tx: EntityManager, cipher: PhiCipher, task: NewStaffTask): Promise<void> {
  const { details, subject, openedAt, dueAt: wantedBy, ...row } = task;
  const { accountId, kind } = row;
  const dueAt = wantedBy ?? new Date(openedAt.getTime() + dueMsOf(kind));
  const sealed =
    details === null || accountId === null ? null : await cipher.seal(accountId, TASK_DETAILS_COLUMN, details);
  await tx
    .createQueryBuilder()
    .insert()
    .into(StaffTaskEntity)
    .values({ ...row, ...(subject === 'integration' ? {} : subject), dueAt, id: randomUUID(), details: sealed })
    .orIgnore()
    .execute();
  if (subject === 'integration' || 'operationKey' in subject) return;
  await tx
    .createQueryBuilder()
    .update(StaffTaskEntity)
    .set({ ...OPEN_ANEW, reasonCode: row.reasonCode, dueAt, details: sealed })
    .where({ ...subject, kind, status: 'done' })
    .execute();
}

const OPEN_ANEW = {
  status: 'open',
  notifiedAt: null,
  acknowledgedAt: null,
  acknowledgedBy: null,
  escalatedAt: null,
  closedAt: null,
  closedBy: null,
} as const;

/** A task about the link itself; one at a time of each kind. */
export const openConnectionTask = (
  tx: EntityManager,
  cipher: PhiCipher,
  task: Omit<NewStaffTask, 'subject' | 'details'> & { readonly integrationId: string },
): Promise<void> => openStaffTask(tx, cipher, { ...task, subject: 'integration', details: null });

/** What was asked of people about a booking or a change is settled. */
export async function closeTasksOf(
  tx: EntityManager,
  accountId: string,
  subject: { readonly bookingId: string } | { readonly changeId: string },
): Promise<void> {
  const [column, id] = 'bookingId' in subject ? ['booking_id', subject.bookingId] : ['change_id', subject.changeId];
  await tx.query(
    `UPDATE staff_tasks SET status = 'done', closed_at = now()
      WHERE account_id = $1 AND ${column} = $2 AND status = 'open'`,
    [accountId, id],
  );
}

/** The link works again: its task is done. */
export async function closeConnectionTask(tx: EntityManager, accountId: string, integrationId: string): Promise<void> {
  await tx.query(
    `UPDATE staff_tasks SET status = 'done'
      WHERE account_id = $1 AND integration_id = $2 AND kind = $3 AND status = 'open'
        AND booking_id IS NULL AND operation_key IS NULL AND change_id IS NULL`,
    [accountId, integrationId, StaffTaskKind.mendConnection],
  );
}
