import {
  pino,
  stdTimeFunctions,
  type Bindings,
  type ChildLoggerOptions,
  type DestinationStream,
  type LogFn,
  type Logger,
  type LoggerOptions,
} from 'pino';
import type { SafeMessageClass } from './safe-error';
import { isPlainObject, toSafeFields } from './safe-fields';

export interface LoggerSettings {
  readonly level: LoggerOptions['level'] & string;
  /** `api`, `worker` ... */
  readonly processName: string;
  readonly buildId: string;
  /** Our own error classes whose messages are safe to log; of all other errors the message is dropped. */
  readonly safeMessageClasses?: readonly SafeMessageClass[];
}

/**
 * The process's logger: JSON lines whose fields pass the allow-list of `toSafeFields`. Log a constant message and put
 * what varies into fields; values for `%s` in a message are dropped.
 * @param destination standard output unless given
 */
export function createLogger(settings: LoggerSettings, destination?: DestinationStream): Logger {
  const safe = (fields: Record<string, unknown>) => toSafeFields(fields, settings.safeMessageClasses ?? []);
  const options: LoggerOptions = {
    level: settings.level,
    base: { process: settings.processName, buildId: settings.buildId },
    timestamp: stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }), log: safe },
    // pino's own serializer of `err` would print the message; the fields are safe by the time it is asked.
    serializers: { err: (error: unknown) => error },
    hooks: {
      logMethod(args, method) {
        method.apply(this, withConstantMessage(args));
      },
    },
  };
  const logger = destination === undefined ? pino(options) : pino(options, destination);
  return withSafeChildren(logger, safe);
}

/** pino puts the fields of a child logger through no formatter of the parent. Children inherit this `child` too. */
function withSafeChildren(logger: Logger, safe: (fields: Bindings) => Bindings): Logger {
  const pinos = Object.getPrototypeOf(logger) as Pick<Logger, 'child'>;
  logger.child = function <Levels extends string>(
    this: Logger,
    fields: Bindings,
    options?: ChildLoggerOptions<Levels>,
  ): Logger<Levels> {
    return pinos.child.call(this, safe(fields), options) as Logger<Levels>;
  };
  return logger;
}

/**
 * pino takes the message of an error for the line's own when none is given, fills `%s` with values, and spreads the
 * members of whatever it is given (a request's URL and headers among them): none of that here.
 */
function withConstantMessage(args: Parameters<LogFn>): Parameters<LogFn> {
  const [first, message] = args as [unknown, unknown];
  if (typeof first === 'string') return [first];
  return [toFields(first), typeof message === 'string' ? message : 'no message'];
}

function toFields(value: unknown): Record<string, unknown> {
  if (isPlainObject(value)) return value;
  return value instanceof Error ? { err: value } : { value };
}
