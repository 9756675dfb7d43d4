import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client';
import type { PmsExchange } from '../domain/pms';
import type { ToolText } from '../domain/status-words';

/** Labels come from closed lists only: a metric must never learn who called or about whom. */
export interface Metrics {
  readonly registry: Registry;
  observeTool(tool: string, text: ToolText, durationMs: number): void;
  countRefusedWebhook(): void;
  /** One request to Sikka; `endpoint` is a route template. */
  observeExchange: (exchange: PmsExchange) => void;
}

const MS_BUCKETS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000];

/** The status word that an answer begins with. */
const statusOf = ({ text }: ToolText): string => text.slice(0, text.indexOf(':'));

export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'parlae_' });
  const tools = new Histogram({
    name: 'parlae_tool_call_duration_ms',
    help: 'Time from the arrival of a tool call to its answer, in milliseconds, by the status word of the answer.',
    labelNames: ['tool', 'status'],
    buckets: MS_BUCKETS,
    registers: [registry],
  });
  const refused = new Counter({
    name: 'parlae_webhook_refused_total',
    help: 'Webhook requests refused for a wrong or missing signature.',
    registers: [registry],
  });
  const sikka = new Histogram({
    name: 'parlae_sikka_request_duration_ms',
    help: 'Time of one request to Sikka in milliseconds, by route template and status (0: no answer).',
    labelNames: ['endpoint', 'method', 'status'],
    buckets: MS_BUCKETS,
    registers: [registry],
  });
  return {
    registry,
    observeTool(tool, text, durationMs) {
      tools.observe({ tool, status: statusOf(text) }, durationMs);
    },
    countRefusedWebhook() {
      refused.inc();
    },
    observeExchange({ endpoint, method, responseStatus, responseTimeMs }) {
      sikka.observe({ endpoint, method, status: String(responseStatus ?? 0) }, responseTimeMs);
    },
  };
}
