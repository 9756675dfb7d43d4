import type { PmsError } from './pms-errors';

/** Why Sikka refuses an office for good, as a closed list: it becomes the reason of the integration's status. */
export const OfficeRefusal = {
  /** Neither the refresh key nor the secret gives a request key that works (API2003). */
  keyRefused: 'key-refused',
  /** A call is not in the plan (API2004): the rest goes on. */
  notInPlan: 'not-in-plan',
  /** The practice gave no access (API2007), or is gone from those that let us in. */
  accessRemoved: 'access-removed',
} as const;
export type OfficeRefusal = (typeof OfficeRefusal)[keyof typeof OfficeRefusal];

/** Of an error whose code is `accessRevoked`. */
export const accessRefusalOf = ({ sikkaCode }: Pick<PmsError, 'sikkaCode'>): OfficeRefusal =>
  sikkaCode === 'API2004' ? OfficeRefusal.notInPlan : OfficeRefusal.accessRemoved;
