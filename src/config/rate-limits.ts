import type { z } from 'zod';
import { wholeNumber } from './text-schemas';

const perMinute = wholeNumber(1, 100_000_000);

export const rateLimitVariables = {
  LINE_TOOL_CALLS_PER_MINUTE: perMinute.prefault('600').meta({ example: '600' }),
  ACCOUNT_TOOL_CALLS_PER_MINUTE: perMinute.prefault('6000').meta({ example: '6000' }),
  FAILED_SIGN_INS_PER_MINUTE: perMinute.prefault('300').meta({ example: '300' }),
};

/**
 * What one process of the api takes; with more processes it is so many times as much. A line of ten callers at once, each
 * with a tool call a second, uses 600 a minute, which is more than people and models come to; an account, ten such lines.
 */
export interface RateLimitsConfig {
  readonly lineToolCallsPerMinute: number;
  readonly accountToolCallsPerMinute: number;
  /** Of one remote address. */
  readonly failedSignInsPerMinute: number;
}

export const toRateLimitsConfig = (values: z.output<z.ZodObject<typeof rateLimitVariables>>): RateLimitsConfig => ({
  lineToolCallsPerMinute: values.LINE_TOOL_CALLS_PER_MINUTE,
  accountToolCallsPerMinute: values.ACCOUNT_TOOL_CALLS_PER_MINUTE,
  failedSignInsPerMinute: values.FAILED_SIGN_INS_PER_MINUTE,
});
