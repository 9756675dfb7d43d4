import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client';
import type { OfficeRefusal } from '../domain/office-refusal';
import type { PmsExchange } from '../domain/pms';
import type { ToolText } from '../domain/status-words';
import type { GovernorObserver } from '../sikka/governor/observer';
import { createCallMetrics, type CallMetrics } from './call-metrics';
import { createGovernorMetrics } from './governor-metrics';
import type { SecretsEvent } from '../secrets/events';

/** Labels come from closed lists only: a metric must never learn who called or about whom. */
export interface Metrics {
  readonly registry: Registry;
  observeTool(tool: string, text: ToolText, durationMs: number): void;
  countRefusedWebhook(): void;
  /** One request to Sikka; `endpoint` is a route template. */
  observeExchange: (exchange: PmsExchange) => void;
  observeSecrets: (event: SecretsEvent) => void;
  countOfficeRefusal: (refusal: OfficeRefusal) => void;
  countRefusedAdmin: (reason: string) => void;
  readonly governor: GovernorObserver;
  readonly calls: CallMetrics;
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
  const secrets = new Counter({
    name: 'parlae_secrets_events_total',
    help: 'What went wrong, or was mended, between us and the secrets store: alarm on fetch-failed and tokens-kept.',
    labelNames: ['type', 'reason'],
    registers: [registry],
  });
  const refusals = new Counter({
    name: 'parlae_office_refusals_total',
    help: 'Refusals of an office by Sikka that no retry helps against, by reason.',
    labelNames: ['reason'],
    registers: [registry],
  });
  const admin = new Counter({
    name: 'parlae_admin_refused_total',
    help: 'Requests to /admin refused for their token, by reason.',
    labelNames: ['reason'],
    registers: [registry],
  });
  return {
    registry,
    governor: createGovernorMetrics(registry),
    calls: createCallMetrics(registry),
    countRefusedAdmin(reason) {
      admin.inc({ reason });
    },
    observeSecrets(event) {
      const reason = 'code' in event ? event.code : 'reason' in event ? event.reason : '';
      secrets.inc({ type: event.type, reason });
    },
    countOfficeRefusal(reason) {
      refusals.inc({ reason });
    },
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
