import { Context } from '@temporalio/activity';
import type { CapabilityPart } from '../domain/pms-capabilities';
import type { IntegrationRef } from '../domain/integration-ref';
import type { Database } from '../persistence/database';
import { findPracticeOf, type Practice } from '../persistence/practices';
import type { CapabilityRefresh, RefreshOccasion, RefreshOutcome } from '../services/capabilities/refresh-capabilities';

export interface CapabilityActivityDeps {
  readonly database: Database;
  readonly refresh: CapabilityRefresh;
}

/** Holds neither PHI nor a name: it stands in a workflow's history. */
export interface RefreshSummary {
  readonly accountId: string;
  readonly kind: 'refreshed' | 'failed';
  readonly staleParts: readonly CapabilityPart[];
}

export type CapabilityActivities = ReturnType<typeof createRefreshCapabilities>;

/** Upkeep of what we know about a practice's software. A practice that is not the account's is one that does not exist. */
export function createRefreshCapabilities({ database, refresh }: CapabilityActivityDeps) {
  async function run(
    ref: IntegrationRef,
    work: (practice: Practice, occasion: RefreshOccasion) => Promise<RefreshOutcome>,
  ): Promise<RefreshSummary> {
    const { accountId } = ref;
    const { cancellationSignal, info } = Context.current();
    const practice = await database.run((manager) => findPracticeOf(manager, ref));
    if (practice === null) return { accountId, kind: 'failed', staleParts: [] };
    const workflowId = info.workflowExecution?.workflowId ?? null;
    const { kind, staleParts } = await work(practice, { signal: cancellationSignal, workflowId });
    return { accountId, kind, staleParts };
  }

  return {
    /** What the software can do, and how old Sikka's copy is. Once a day. */
    refreshCapabilities: (ref: IntegrationRef) => run(ref, (...asked) => refresh.refreshCapabilities(...asked)),
    /** How old Sikka's copy is, and nothing else. Every half hour. */
    refreshFreshness: (ref: IntegrationRef) => run(ref, (...asked) => refresh.refreshFreshness(...asked)),
  };
}
