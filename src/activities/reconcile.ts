import type { IntegrationRef } from '../domain/integration-ref';
import { listReconciled } from '../persistence/reconciliations';
import { reconcilePractice, type ReconcileDeps } from './reconcile-practice';

export type ReconcileActivities = ReturnType<typeof createReconcileActivities>;

/** The nightly comparison of what was promised with what the practices' software holds. */
export const createReconcileActivities = (deps: ReconcileDeps) => ({
  /** Practices to compare, in the order of their ids, so many after one. */
  listReconciled: (page: {
    readonly after: string | null;
    readonly limit: number;
  }): Promise<readonly IntegrationRef[]> => deps.database.run((manager) => listReconciled(manager, page)),
  compareBookings: reconcilePractice(deps),
});
