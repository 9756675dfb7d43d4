import type { Logger } from 'pino';
import { createSealActivities, type SealActivities } from '../activities/seal-audit';
import type { SealConflict } from '../audit/checkpoints/conflict';
import { sealAudit } from '../audit/checkpoints/seal-audit';
import { readSealState } from '../audit/checkpoints/unsealed';
import type { AuditConfig } from '../config/audit';
import { createAuditMetrics } from '../observability/audit-metrics';
import type { Metrics } from '../observability/metrics';
import { openStaffTask, StaffTaskKind } from '../persistence/staff-tasks';
import { findSigner, openCheckpointStore } from './checkpoints';
import type { SharedParts } from './shared-parts';

export interface AuditSealingDeps extends Pick<SharedParts, 'database' | 'cipher'> {
  readonly config: AuditConfig;
  readonly metrics: Metrics;
  readonly logger: Logger;
  readonly now: () => Date;
}

export interface AuditSealing {
  readonly activities: SealActivities;
  /** Ends what waits for the next checkpoint; one that is being made is made to its end. */
  stop(): void;
  /** After the last activity has ended. */
  close(): void;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The worker's part in the audit record: what makes checkpoints, and what says how far they are behind. */
export function createAuditSealing(deps: AuditSealingDeps): AuditSealing {
  const { config, database, cipher, metrics, logger, now } = deps;
  const readState = () => database.run(readSealState);
  const auditMetrics = createAuditMetrics(metrics.registry, readState);
  const store = openCheckpointStore(config.checkpoints, now);
  const signer = findSigner(config.signer);
  const stopping = new AbortController();

  /** One task for each thing that differs, however often it is found. */
  async function onConflict(conflict: SealConflict): Promise<void> {
    auditMetrics.countConflict(conflict);
    logger.error(
      { conflict },
      'the audit record differs from what was sealed: it is not sealed there until that is settled',
    );
    const about = 'chain' in conflict ? conflict.chain : `checkpoint-${String(conflict.checkpoint)}`;
    await database.transaction((tx) =>
      openStaffTask(tx, cipher, {
        accountId: UUID.test(about) ? about : null,
        integrationId: null,
        subject: { operationKey: `seal-${conflict.kind}-${about}` },
        kind: StaffTaskKind.privacyReview,
        reasonCode: `seal-${conflict.kind}`,
        details: null,
        openedAt: now(),
      }),
    );
  }

  return {
    activities: createSealActivities({
      readState,
      seal: () => sealAudit({ database, store, openSigner: () => signer.open(), now }),
      onConflict,
      stopping: stopping.signal,
      nowMs: () => performance.now(),
    }),
    stop() {
      stopping.abort();
    },
    close() {
      store.close();
      signer.close();
    },
  };
}
