import { PmsErrorCode } from '../../domain/pms-errors';
import type { DailyCapCode } from '../../domain/rate-budget';
import type { SentReply } from './port';
import { credibleResetMs } from './rate-window';
import type { BudgetNews, BudgetView } from '../../domain/rate-budget';

const MIN_PAUSE_MS = 1_000;
const FIRST_PAUSE_MS = 5_000;
const MAX_PAUSE_MS = 60_000;
/** Until the shared row says when the practice's next day begins. */
const CAP_PAUSE_MS = 60 * 60_000;
/** Without the shared row the same day's cap is met every hour anew. */
const ALERT_PAUSE_MS = 20 * 60 * 60_000;

export interface DailyCap {
  readonly code: DailyCapCode;
  readonly restMs: number;
}

export interface Pauses {
  /** The rest of the pause after a 429 by the minute; 0: none. */
  restMs(): number;
  dailyCap(): DailyCap | null;
  /**
   * Learns from a reply; `windowEndsInMs` is for a 429 without `Reset`.
   * @returns whether there is something that the other processes should hear of at once
   */
  learn(reply: SentReply, windowEndsInMs: number | null): boolean;
  adopt(view: BudgetView): void;
  /** What the other processes were not told yet. */
  news(): Pick<BudgetNews, 'pauseMs' | 'dailyCapCode'>;
  /** They were told. */
  markTold(news: Pick<BudgetNews, 'pauseMs' | 'dailyCapCode'>): void;
}

const capCodeOf = (sikkaCode: string | null): DailyCapCode | null =>
  sikkaCode === 'API2011' || sikkaCode === 'API2012' ? sikkaCode : null;

/** When an office may not be asked: after a 429 by the minute nobody, after one by the day no background work. */
export function createPauses(nowMs: () => number, onDailyCap: (code: DailyCapCode) => void): Pauses {
  let pausedUntilMs = 0;
  let growingMs = FIRST_PAUSE_MS;
  let cap: { readonly code: DailyCapCode; readonly untilMs: number } | null = null;
  let isPauseNews = false;
  let capNews: DailyCapCode | null = null;
  let quietUntilMs = 0;

  const restMs = (): number => Math.max(0, pausedUntilMs - nowMs());
  const currentCap = (): typeof cap => (cap !== null && nowMs() < cap.untilMs ? cap : null);

  /** A guess grows with every 429 that follows a pause; those that left before it began are no reason to grow. */
  function guessPauseMs(windowEndsInMs: number | null): number {
    if (windowEndsInMs !== null) return windowEndsInMs;
    if (restMs() > 0) return restMs();
    const pauseMs = growingMs;
    growingMs = Math.min(MAX_PAUSE_MS, growingMs * 2);
    return pauseMs;
  }

  function beginPause(resetMs: number | null, windowEndsInMs: number | null): boolean {
    const pauseMs = Math.max(MIN_PAUSE_MS, resetMs ?? guessPauseMs(windowEndsInMs));
    const wasPaused = restMs() > 0;
    pausedUntilMs = Math.max(pausedUntilMs, nowMs() + pauseMs);
    isPauseNews = true;
    return !wasPaused;
  }

  function beginCap(code: DailyCapCode): boolean {
    if (currentCap() !== null) return false;
    cap = { code, untilMs: nowMs() + CAP_PAUSE_MS };
    capNews = code;
    if (nowMs() >= quietUntilMs) {
      quietUntilMs = nowMs() + ALERT_PAUSE_MS;
      onDailyCap(code);
    }
    return true;
  }

  return {
    restMs,
    dailyCap() {
      const current = currentCap();
      return current === null ? null : { code: current.code, restMs: current.untilMs - nowMs() };
    },
    learn(reply, windowEndsInMs) {
      if (reply.ok) growingMs = FIRST_PAUSE_MS;
      if (reply.ok || reply.error.code !== PmsErrorCode.rateLimited) return false;
      const code = capCodeOf(reply.error.sikkaCode);
      return code === null ? beginPause(credibleResetMs(reply.hints), windowEndsInMs) : beginCap(code);
    },
    adopt(view) {
      pausedUntilMs = Math.max(pausedUntilMs, nowMs() + view.pauseMs);
      if (view.dailyCapCode === null || view.backgroundPauseMs <= 0) return;
      cap = { code: view.dailyCapCode, untilMs: nowMs() + view.backgroundPauseMs };
      quietUntilMs = cap.untilMs;
    },
    news: () => ({ pauseMs: isPauseNews && restMs() > 0 ? restMs() : null, dailyCapCode: capNews }),
    markTold({ pauseMs, dailyCapCode }) {
      // A pause that was lengthened meanwhile is told again: its rest is longer than the one that was told.
      if (pauseMs === null || restMs() <= pauseMs) isPauseNews = false;
      if (dailyCapCode === capNews) capNews = null;
    },
  };
}
