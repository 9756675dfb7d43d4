import { randomBytes, randomInt, randomUUID } from 'node:crypto';
import { Client, Connection, defaultGrpcRetryOptions, makeGrpcRetryInterceptor } from '@temporalio/client';
import helmet from 'helmet';
import type { Logger } from 'pino';
import type { ApiConfig } from '../config/api-config';
import { createMetrics, type Metrics } from '../observability/metrics';
import { createBareApp, mountHealth } from '../process/health';
import { listen } from '../process/listen';
import type { RunningProcess } from '../process/run-process';
import { createSharedParts, type SharedParts } from '../process/shared-parts';
import { checksOf } from '../services/capabilities/checks';
import { toConnectionOptions } from '../temporal/connection-options';
import { isNeverSent, isUnavailable } from '../temporal/request-operation';
import { createDataConverter } from '../temporal/data-converter';
import { newChannelCode } from '../services/staff-notices/channel-code';
import { createSettleOperation } from '../temporal/settle-operation';
import { createEndTransfer } from '../temporal/request-transfer';
import { startRefreshCapabilities } from '../temporal/start-link-workflows';
import { createTools } from './create-tools';
import { authenticateAdmin } from './admin/auth';
import { createAdminRouter } from './admin/router';
import { answerNotFound, handleErrors } from './http/errors';
import { createFailedSignInLimit, type TurnAway } from './http/failed-sign-ins';
import { assignRequestId } from './http/request-id';
import { assignTraceId } from './http/trace-id';
import { createTwilioRouter } from './twilio/router';
import { createRefusalAudit } from './vapi/audit-refusals';
import { authenticateVapi } from './vapi/auth';
import { createToolCallLimits } from './vapi/guards/tool-call-limits';
import { createVapiRouter } from './vapi/router';

const now = (): Date => new Date();

/** About two seconds of retries. The SDK's own go on for twenty, past every deadline of a call. */
const WHILE_A_CALLER_WAITS = { maxAttempts: 7, factor: 1.5, initialIntervalMs: () => 100, maxIntervalMs: () => 800 };

const BY_DEFAULT = defaultGrpcRetryOptions(WHILE_A_CALLER_WAITS);

/**
 * What was cut off on its way is not repeated here, or its end would hide behind that of the repeat: whoever asked decides
 * (see `createRequestOperation`).
 */
const RETRIES: typeof BY_DEFAULT = {
  ...BY_DEFAULT,
  retryableDecider: (attempt, status) =>
    BY_DEFAULT.retryableDecider(attempt, status) &&
    (!isUnavailable(status) || isNeverSent({ code: status.code, message: status.details })),
};

/** The api process: its parts, put together by hand, and the port that they listen on. */
export async function startApi(config: ApiConfig, logger: Logger): Promise<RunningProcess & { port: number }> {
  const metrics = createMetrics();
  const parts = await createSharedParts({ config, now, metrics, logger });
  const connection = await Connection.connect({
    ...toConnectionOptions(config.temporal),
    interceptors: [makeGrpcRetryInterceptor(RETRIES)],
  });
  const client = new Client({
    connection,
    namespace: config.temporal.namespace,
    dataConverter: createDataConverter(config.keys.payloadKeys.expose()),
  });
  const app = createBareApp();
  app.set('trust proxy', config.http.trustProxy);
  app.use(helmet(), assignRequestId(randomUUID), assignTraceId());
  mountHealth(app, metrics.registry, {
    checks: async () => ({
      postgres: await parts.database.isReachable(),
      temporal: await isServing(connection),
    }),
  });
  const turnAway = createFailedSignInLimit(
    config.rateLimits.failedSignInsPerMinute,
    randomBytes(16),
    metrics.calls.countTurnedAway,
  );
  app.use('/vapi', createVapi(config, { parts, client, metrics, logger, turnAway }));
  app.use('/twilio', createTwilio(config, { parts, metrics, logger }));
  app.use(
    '/admin',
    createAdminRouter({
      authenticate: authenticateAdmin(config.adminAuth, {
        nowMs: Date.now,
        onRefused: metrics.countRefusedAdmin,
        turnAway,
      }),
      ...parts,
      now,
      newChannelCode: () => newChannelCode(randomInt),
      settleOperation: createSettleOperation(client, (error) => {
        logger.error({ err: error }, 'a workflow could not be told what a person has decided');
      }),
      checksOf,
      refreshCapabilities: (ref) => startRefreshCapabilities({ client, taskQueue: config.temporal.taskQueue }, ref),
    }),
  );
  app.use(answerNotFound(), handleErrors(logger));

  const http = await listen(app, config.common.host, config.http.port);
  return {
    port: http.port,
    broken: new Promise<never>(() => undefined),
    async stop() {
      await http.close();
      await connection.close();
      await parts.close();
    },
  };
}

interface Wiring {
  readonly parts: SharedParts;
  readonly client: Client;
  readonly metrics: Metrics;
  readonly logger: Logger;
  readonly turnAway: TurnAway;
}

function createVapi(config: ApiConfig, { parts, client, metrics, logger, turnAway }: Wiring) {
  const { database } = parts;
  const onError = (error: unknown, tool: string | null): void => {
    logger.error({ err: error, tool }, 'a tool call failed');
  };
  const auditRefusal = createRefusalAudit(database, Date.now, (error) => {
    onError(error, null);
  });
  return createVapiRouter({
    ...parts,
    now,
    onError,
    observe: (tool, text, durationMs) => {
      metrics.observeTool(tool, text, durationMs);
    },
    authenticate: authenticateVapi(config.vapiAuth, {
      nowMs: Date.now,
      onRefused: () => {
        metrics.countRefusedWebhook();
        auditRefusal();
      },
      turnAway,
    }),
    limits: createToolCallLimits(config.rateLimits),
    onRefused: metrics.calls.countRefusedToolCalls,
    onHang: (call) => {
      metrics.calls.countHang();
      logger.warn(call, 'the assistant is stuck in a call');
    },
    endTransfer: createEndTransfer(client),
    ...createTools({ parts, client, config, onError }),
  });
}

function createTwilio(config: ApiConfig, { parts, metrics, logger }: Omit<Wiring, 'client' | 'turnAway'>) {
  const onError = (error: unknown): void => {
    logger.error({ err: error }, 'a refusal could not be put on record');
  };
  const refusal = { endpoint: '/twilio/inbound', responseStatus: 403, actorType: 'caller' } as const;
  const auditRefusal = createRefusalAudit(parts.database, Date.now, onError, refusal);
  return createTwilioRouter({
    ...parts,
    twilio: config.messaging.twilio,
    onRefused: () => {
      metrics.countRefusedWebhook();
      auditRefusal();
    },
  });
}

const READY_TIMEOUT_MS = 2_000;

async function isServing(connection: Connection): Promise<boolean> {
  try {
    await connection.withDeadline(Date.now() + READY_TIMEOUT_MS, () => connection.healthService.check({}));
    return true;
  } catch {
    return false;
  }
}
