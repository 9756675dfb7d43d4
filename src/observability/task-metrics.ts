import { Counter, Gauge, type Registry } from 'prom-client';
import type { TaskCounts } from '../persistence/staff-notices';

export interface TaskMetrics {
  countEscalated(tasks: number): void;
}

/** What waits for people. Read whenever somebody asks for the metrics; not a number where it cannot be read. */
export function createTaskMetrics(registry: Registry, readCounts: () => Promise<TaskCounts>): TaskMetrics {
  let underWay: Promise<TaskCounts | null> | null = null;
  /** The gauges are asked all at once, and share one reading. */
  const read = (): Promise<TaskCounts | null> =>
    (underWay ??= readCounts()
      .catch(() => null)
      .finally(() => {
        underWay = null;
      }));
  const gauge = (name: string, help: string, valueOf: (counts: TaskCounts) => number): Gauge =>
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        const counts = await read();
        this.set(counts === null ? Number.NaN : valueOf(counts));
      },
    });
  gauge('parlae_staff_tasks_open', 'Tasks that people have not settled yet.', ({ open }) => open);
  gauge(
    'parlae_staff_tasks_overdue',
    'Tasks that are open past the time by which somebody should have looked at them.',
    ({ overdue }) => overdue,
  );
  const escalated = new Counter({
    name: 'parlae_staff_tasks_escalated_total',
    help: 'Tasks that nobody had acknowledged by their time. Alarm on any: somebody waits for an answer.',
    registers: [registry],
  });
  return {
    countEscalated(tasks) {
      escalated.inc(tasks);
    },
  };
}
