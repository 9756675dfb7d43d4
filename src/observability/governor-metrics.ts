import { Counter, Gauge, type Registry } from 'prom-client';
import type { GovernorObserver } from '../sikka/governor/observer';

/** What the governor does, without a label by office: there may be thousands. Logs name the office. */
export function createGovernorMetrics(registry: Registry): GovernorObserver {
  const caps = new Counter({
    name: 'parlae_sikka_daily_cap_total',
    help: "Daily caps of an office that were used up: background work rests until the practice's next day. Alarm on it.",
    labelNames: ['code'],
    registers: [registry],
  });
  const circuits = new Gauge({
    name: 'parlae_sikka_circuits_open',
    help: 'Offices that do not answer, whose requests are refused at once for now.',
    registers: [registry],
  });
  const refused = new Counter({
    name: 'parlae_sikka_not_sent_total',
    help: 'Requests to Sikka that were not sent, by priority and reason.',
    labelNames: ['priority', 'reason'],
    registers: [registry],
  });
  const failures = new Counter({
    name: 'parlae_rate_budget_failures_total',
    help: 'Reads or writes of the shared rate budget that failed.',
    labelNames: ['operation'],
    registers: [registry],
  });
  const open = new Set<string>();
  return {
    dailyCap(_office, code) {
      caps.inc({ code });
    },
    circuitChanged({ accountId, officeId }, state) {
      const key = JSON.stringify([accountId, officeId]);
      if (state === 'closed') open.delete(key);
      else open.add(key);
      circuits.set(open.size);
    },
    refused(priority, reason) {
      refused.inc({ priority, reason });
    },
    sharedBudgetFailed(operation) {
      failures.inc({ operation });
    },
  };
}
