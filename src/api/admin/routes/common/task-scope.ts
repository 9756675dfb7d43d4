import type { TaskScope } from '../../../../persistence/list-staff-tasks';
import { AdminRole, type AdminPrincipal } from '../../auth/principal';

/** What the daily review finds may be about the operators themselves. */
export const maySeeReviews = ({ roles }: Pick<AdminPrincipal, 'roles'>): boolean =>
  roles.some((role) => role === AdminRole.privacy || role === AdminRole.admin);

/** A task's details are what the practice's software said, and may name a patient: staff see them at their own screen. */
export const maySeeDetails = ({ roles }: Pick<AdminPrincipal, 'roles'>): boolean =>
  roles.some((role) => role !== AdminRole.staff);

/** The tasks that a principal may meet. */
export const taskScopeOf = (principal: AdminPrincipal): TaskScope => ({
  accounts: principal.accounts,
  maySeeReviews: maySeeReviews(principal),
});
