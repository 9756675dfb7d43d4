import type { Logger as TemporalLogger, LogLevel } from '@temporalio/worker';
import type { Logger } from 'pino';

/** What Temporal calls information (a worker's states) is of use only to somebody who looks for a fault. */
const LEVELS = { TRACE: 'trace', DEBUG: 'debug', INFO: 'debug', WARN: 'warn', ERROR: 'error' } as const;

/**
 * Temporal's own log lines through our logger. Their fields go through its allow-list, because the SDK logs failures
 * with their messages and stacks; its message texts are constants.
 */
export function toTemporalLogger(logger: Logger): TemporalLogger {
  const log = (level: LogLevel, message: string, meta?: Record<string, unknown>): void => {
    const { workflowType, workflowId, runId, activityType, activityId, attempt, taskQueue, error } = meta ?? {};
    const fields = { workflowType, workflowId, runId, activityType, activityId, attempt, taskQueue, err: error };
    logger[LEVELS[level]](fields, message);
  };
  return {
    log,
    trace: (message, meta) => {
      log('TRACE', message, meta);
    },
    debug: (message, meta) => {
      log('DEBUG', message, meta);
    },
    info: (message, meta) => {
      log('INFO', message, meta);
    },
    warn: (message, meta) => {
      log('WARN', message, meta);
    },
    error: (message, meta) => {
      log('ERROR', message, meta);
    },
  };
}
