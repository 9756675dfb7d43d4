import { Registry } from 'prom-client';
import type { SealState } from '../audit/checkpoints/unsealed';
import { createAuditMetrics } from './audit-metrics';

const STATE: SealState = {
  unsealedRows: 12,
  oldestUnsealedSeconds: 34.5,
  lastCheckpoint: { number: 7, sealedAt: new Date(1_700_000_000_500) },
};

async function valuesOf(registry: Registry): Promise<Record<string, string>> {
  const lines = (await registry.metrics()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return Object.fromEntries(lines.map((line) => line.replace('parlae_audit_', '').split(' ')) as [string, string][]);
}

describe('the metrics of the audit record', () => {
  it('say how far the seals are behind, read once for all of them whenever somebody asks', async () => {
    const registry = new Registry();
    let reads = 0;
    createAuditMetrics(registry, () => {
      reads += 1;
      return Promise.resolve({ ...STATE, unsealedRows: reads });
    });
    const others = {
      oldest_unsealed_seconds: '34.5',
      checkpoint_number: '7',
      checkpoint_timestamp_seconds: '1700000000.5',
    };
    expect(await valuesOf(registry)).toEqual({ unsealed_rows: '1', ...others });
    expect(await valuesOf(registry)).toEqual({ unsealed_rows: '2', ...others });
  });

  it('are 0 before the first checkpoint, and no number where they cannot be read', async () => {
    const registry = new Registry();
    const answers = [Promise.resolve({ ...STATE, lastCheckpoint: null }), Promise.reject(new Error('no database'))];
    createAuditMetrics(registry, () => answers.shift()!);
    expect(await valuesOf(registry)).toMatchObject({ checkpoint_number: '0', checkpoint_timestamp_seconds: '0' });
    expect(new Set(Object.values(await valuesOf(registry)))).toEqual(new Set(['Nan']));
  });

  it('count what differs from what was sealed, by kind', async () => {
    const registry = new Registry();
    const metrics = createAuditMetrics(registry, () => Promise.resolve(STATE));
    metrics.countConflict({ kind: 'unknown-row', checkpoint: 3 });
    metrics.countConflict({ kind: 'unknown-row', checkpoint: 3 });
    expect(await valuesOf(registry)).toMatchObject({ 'seal_conflicts_total{kind="unknown-row"}': '2' });
  });
});
