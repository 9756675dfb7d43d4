import { Counter, Gauge, type Registry } from 'prom-client';
import type { SealConflict } from '../audit/checkpoints/conflict';
import type { SealState } from '../audit/checkpoints/unsealed';

export interface AuditMetrics {
  countConflict(conflict: SealConflict): void;
}

/**
 * How far the seals are behind the audit record. It is read whenever somebody asks for the metrics, not when something
 * is sealed: where nothing seals any more, that must show. Not a number where it cannot be read.
 */
export function createAuditMetrics(registry: Registry, readState: () => Promise<SealState>): AuditMetrics {
  let underWay: Promise<SealState | null> | null = null;
  /** The gauges are asked all at once, and share one reading. */
  const read = (): Promise<SealState | null> =>
    (underWay ??= readState()
      .catch(() => null)
      .finally(() => {
        underWay = null;
      }));
  const gauge = (name: string, help: string, valueOf: (state: SealState) => number): Gauge =>
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        const state = await read();
        this.set(state === null ? Number.NaN : valueOf(state));
      },
    });
  gauge(
    'parlae_audit_unsealed_rows',
    'Rows of the audit record that no checkpoint covers yet.',
    (state) => state.unsealedRows,
  );
  gauge(
    'parlae_audit_oldest_unsealed_seconds',
    'Age of the oldest row that no checkpoint covers yet. Alarm above 300: nothing seals any more.',
    (state) => state.oldestUnsealedSeconds,
  );
  gauge(
    'parlae_audit_checkpoint_number',
    'Number of the newest checkpoint; 0 before the first.',
    (state) => state.lastCheckpoint?.number ?? 0,
  );
  gauge(
    'parlae_audit_checkpoint_timestamp_seconds',
    'When the newest checkpoint was made, in seconds since 1970; 0 before the first.',
    (state) => (state.lastCheckpoint?.sealedAt.getTime() ?? 0) / 1_000,
  );
  const conflicts = new Counter({
    name: 'parlae_audit_seal_conflicts_total',
    help: 'Attempts to seal that found the audit record to differ from what was sealed, by what differs. Alarm on any.',
    labelNames: ['kind'],
    registers: [registry],
  });
  return {
    countConflict({ kind }) {
      conflicts.inc({ kind });
    },
  };
}
