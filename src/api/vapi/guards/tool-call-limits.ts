import type { RateLimitsConfig } from '../../../config/rate-limits';
import { createRequestLimit, type RequestLimit } from '../../http/request-limit';

export type LimitedBy = 'line' | 'account';

export interface ToolCallLimits {
  /** Counts tool calls of a line. Says which limit they are over, if any; then they are not to be run. */
  take(line: { readonly lineId: string; readonly accountId: string }, toolCalls: number): Promise<LimitedBy | null>;
  /** Whether a refusal is still to be put on record: the first of a minute for each account and limit. */
  isForRecord(accountId: string, limitedBy: LimitedBy): Promise<boolean>;
  /** The same for tool calls of lines that nobody has: so many of a minute. */
  isUnknownLineForRecord(toolCalls?: number): Promise<boolean>;
}

/** Short, so that callers are not kept out long after a burst. */
const WINDOW_SECONDS = 10;
const WINDOWS_PER_MINUTE = 60 / WINDOW_SECONDS;
const UNKNOWN_LINES_ON_RECORD_PER_MINUTE = 60;

const ofAMinute = (points: number): RequestLimit => createRequestLimit({ points, windowSeconds: 60 });
const inWindows = (perMinute: number): RequestLimit =>
  createRequestLimit({ points: Math.ceil(perMinute / WINDOWS_PER_MINUTE), windowSeconds: WINDOW_SECONDS });

/**
 * Limits of tool calls per line and per account, within this process. Keys are ids of ours, so there are no more of them
 * than lines and accounts. What a line asks for over its own limit does not count against its account's other lines.
 */
export function createToolCallLimits(
  config: Pick<RateLimitsConfig, 'lineToolCallsPerMinute' | 'accountToolCallsPerMinute'>,
): ToolCallLimits {
  const lines = inWindows(config.lineToolCallsPerMinute);
  const accounts = inWindows(config.accountToolCallsPerMinute);
  const recorded = ofAMinute(1);
  const unknownLines = ofAMinute(UNKNOWN_LINES_ON_RECORD_PER_MINUTE);
  return {
    async take({ lineId, accountId }, toolCalls) {
      if ((await lines.take(lineId, toolCalls)) !== null) return 'line';
      return (await accounts.take(accountId, toolCalls)) === null ? null : 'account';
    },
    isForRecord: async (accountId, limitedBy) => (await recorded.take(`${limitedBy} ${accountId}`)) === null,
    isUnknownLineForRecord: async (toolCalls = 1) => (await unknownLines.take('unknown', toolCalls)) === null,
  };
}
