const SAFE_WORD = /^[A-Za-z0-9_$.-]{1,100}$/;
const STACK_FRAME = /^\s+at .+:\d+:\d+\)?$/;
const MAX_FRAMES = 12;
const MAX_CAUSES = 3;

/** A class of ours whose messages are constant or made of safe parts, so that they may be logged. */
export type SafeMessageClass = abstract new (...args: never[]) => Error;

/**
 * What of an error may be logged: its class, its closed code or SQLSTATE, the constraint's name, the HTTP status, where it was
 * thrown, and its causes likewise. The message only for our own classes: an error of TypeORM or axios says what was sent.
 */
export interface SafeError {
  readonly type: string;
  readonly message?: string;
  readonly code?: string | number;
  readonly constraint?: string;
  readonly status?: number;
  readonly stack?: readonly string[];
  readonly cause?: SafeError;
}

export function toSafeError(error: Error, safeMessageClasses: readonly SafeMessageClass[], depth = 0): SafeError {
  const driverError: unknown = property(error, 'driverError');
  const code =
    safeCode(property(error, 'code')) ??
    safeCode(property(error, 'sqlState')) ??
    safeCode(property(driverError, 'code'));
  const constraint = safeWord(property(error, 'constraint')) ?? safeWord(property(driverError, 'constraint'));
  const status = property(error, 'status');
  const frames = stackFrames(error);
  return {
    type: safeWord(error.constructor.name) ?? 'Error',
    ...(safeMessageClasses.some((safeClass) => error instanceof safeClass) && { message: error.message }),
    ...(code !== undefined && { code }),
    ...(constraint !== undefined && { constraint }),
    ...(Number.isInteger(status) && { status: status as number }),
    ...(frames.length > 0 && { stack: frames }),
    ...(error.cause instanceof Error &&
      depth < MAX_CAUSES && { cause: toSafeError(error.cause, safeMessageClasses, depth + 1) }),
  };
}

function property(holder: unknown, name: string): unknown {
  return typeof holder === 'object' && holder !== null ? (holder as Record<string, unknown>)[name] : undefined;
}

function safeWord(value: unknown): string | undefined {
  return typeof value === 'string' && SAFE_WORD.test(value) ? value : undefined;
}

function safeCode(value: unknown): string | number | undefined {
  return Number.isInteger(value) ? (value as number) : safeWord(value);
}

/** The frames without the head, which repeats the message. A message that cannot be found hides all frames. */
function stackFrames(error: Error): string[] {
  const stack = error.stack ?? '';
  const messageAt = stack.indexOf(error.message);
  if (messageAt < 0) return [];
  return stack
    .slice(messageAt + error.message.length)
    .split('\n')
    .filter((line) => STACK_FRAME.test(line))
    .slice(0, MAX_FRAMES)
    .map((line) => line.trim());
}
