import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import type { Phi } from '../domain/phi';
import { StaffTaskEntity } from './entities/staff-task';
import type { PhiCipher } from './phi-cipher';

export interface NewStaffTask {
  readonly accountId: string;
  readonly integrationId: string;
  /** A task is opened once per booking, or per operation where there is no booking, and kind. */
  readonly subject: { readonly bookingId: string } | { readonly operationKey: string };
  readonly kind: StaffTaskKind;
  readonly reasonCode: string;
  /** What the PMS said; encrypted. */
  readonly details: Phi<string> | null;
  readonly openedAt: Date;
}

/** What the practice's people are asked to do. */
export const StaffTaskKind = {
  /** The visit is not in the PMS: call the patient, or book it by hand. */
  bookByHand: 'book-by-hand',
  /** We do not know whether the visit is in the PMS: look, then settle it with the patient. */
  checkBooking: 'check-booking',
  /** A wish that could not be handed over: see whether it was booked, else call the patient. */
  checkRequest: 'check-request',
} as const;
export type StaffTaskKind = (typeof StaffTaskKind)[keyof typeof StaffTaskKind];

/** Half a working day: by then somebody has looked at it. */
const DUE_MS = 4 * 3_600_000;

/** Opens a task once; opening it again changes nothing. */
export async function openStaffTask(tx: EntityManager, cipher: PhiCipher, task: NewStaffTask): Promise<void> {
  const { details, subject, openedAt, ...row } = task;
  const dueAt = new Date(openedAt.getTime() + DUE_MS);
  const sealed = details === null ? null : await cipher.seal(task.accountId, 'staff_tasks.details', details);
  await tx
    .createQueryBuilder()
    .insert()
    .into(StaffTaskEntity)
    .values({ ...row, ...subject, dueAt, id: randomUUID(), details: sealed })
    .orIgnore()
    .execute();
}
