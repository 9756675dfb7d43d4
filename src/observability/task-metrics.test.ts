import { Registry } from 'prom-client';
import { createTaskMetrics } from './task-metrics';

async function valuesOf(registry: Registry): Promise<Record<string, string>> {
  const lines = (await registry.metrics()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return Object.fromEntries(
    lines.map((line) => line.replace('parlae_staff_tasks_', '').split(' ')) as [string, string][],
  );
}

describe('the metrics of staff tasks', () => {
  it('say what is open and overdue, read once for both whenever somebody asks, and count what was escalated', async () => {
    const registry = new Registry();
    let reads = 0;
    const metrics = createTaskMetrics(registry, () => {
      reads += 1;
      return Promise.resolve({ open: 5, overdue: 2 });
    });
    metrics.countEscalated(2);
    metrics.countEscalated(1);
    expect(await valuesOf(registry)).toEqual({ open: '5', overdue: '2', escalated_total: '3' });
    expect(reads).toBe(1);
  });

  it('are no number where they cannot be read, rather than none', async () => {
    const registry = new Registry();
    createTaskMetrics(registry, () => Promise.reject(new Error('no database')));
    expect(await valuesOf(registry)).toMatchObject({ open: 'Nan', overdue: 'Nan' });
  });
});
