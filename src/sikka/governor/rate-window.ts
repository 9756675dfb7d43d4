import type { AnswerHints } from '../answer-hints';
import type { WindowView } from '../../domain/rate-budget';

export const WINDOW_MS = 60_000;
/** `Reset` is in whole seconds, and nobody says which way it is rounded. */
const ROUNDING_MS = 1_000;
/** Ends that lie further apart are those of two windows. */
const OTHER_WINDOW_MS = WINDOW_MS / 2;
/** The window is a minute, so a `Reset` beyond this is something else, such as a point in time. */
const MAX_RESET_MS = 5 * WINDOW_MS;

/** One request as it left. */
export interface Ticket {
  readonly number: number;
  /** Requests that were under way at that moment, and may be counted after this one. */
  readonly underWay: number;
  readonly sentAtMs: number;
}

interface KnownWindow {
  readonly limit: number;
  readonly remaining: number;
  readonly endsAtMs: number;
  /** Answers to earlier requests may be about the window before. */
  readonly firstNumber: number;
}

export interface RateWindow {
  /** Counts a request that leaves now. */
  take(nowMs: number): Ticket;
  /** Every ticket comes back once; null hints: there was no answer. */
  settle(ticket: Ticket, hints: AnswerHints | null, nowMs: number): void;
  /** Takes over what the other processes know. `notYetTold`: requests of ours that the view does not contain. */
  adopt(view: WindowView, notYetTold: number, nowMs: number): void;
  /** Null while nothing is known about the window that runs now. */
  view(nowMs: number): WindowView | null;
  /** The last answer had no numbers: there is nothing to wait for. */
  isSilent(): boolean;
}

/** Milliseconds until the window ends by the headers; null when they do not say, or nothing that can be true. */
export const credibleResetMs = ({ rateResetMs }: AnswerHints): number | null =>
  rateResetMs === null || rateResetMs > MAX_RESET_MS ? null : rateResetMs;

/**
 * What is left of an office's minute. The answer to a request tells what was left when Sikka counted it; whatever
 * was under way beside it may have been counted later, so all of that is taken off. Within one window the number only
 * falls, and the window's end is the latest that the headers allow. So, as far as the office's requests are all ours,
 * there is never less left than this says.
 */
export function createRateWindow(): RateWindow {
  let sent = 0;
  let underWay = 0;
  let known: KnownWindow | null = null;
  let lastLimit: number | null = null;
  let isSilent = false;

  const current = (nowMs: number): KnownWindow | null => (known !== null && nowMs < known.endsAtMs ? known : null);

  function narrow(window: KnownWindow, told: Omit<KnownWindow, 'firstNumber'>): void {
    known = {
      ...window,
      limit: told.limit,
      remaining: Math.min(window.remaining, told.remaining),
      endsAtMs: Math.min(window.endsAtMs, told.endsAtMs),
    };
  }

  function learn(ticket: Ticket, hints: AnswerHints, nowMs: number): void {
    const window = current(nowMs);
    if (hints.rateRemaining === null) {
      isSilent = window === null;
      return;
    }
    isSilent = false;
    const resetMs = credibleResetMs(hints);
    const isOver = resetMs !== null && ticket.sentAtMs + resetMs + ROUNDING_MS <= nowMs;
    if (isOver || (window !== null && ticket.number < window.firstNumber)) return;
    lastLimit = hints.rateLimit ?? lastLimit;
    const limit = lastLimit ?? hints.rateRemaining;
    const maybeUncounted = sent - ticket.number + ticket.underWay;
    const remaining = Math.min(hints.rateRemaining, limit) - maybeUncounted;
    const endsAtMs = nowMs + (resetMs ?? WINDOW_MS) + ROUNDING_MS;
    const isSame = window !== null && (resetMs === null || ticket.sentAtMs + resetMs <= window.endsAtMs);
    if (isSame) narrow(window, { limit, remaining, endsAtMs });
    else known = { limit, remaining, endsAtMs, firstNumber: ticket.number };
  }

  return {
    take(nowMs) {
      const ticket = { number: (sent += 1), underWay, sentAtMs: nowMs };
      underWay += 1;
      if (known !== null) known = { ...known, remaining: known.remaining - 1 };
      return ticket;
    },
    settle(ticket, hints, nowMs) {
      underWay -= 1;
      if (hints !== null) learn(ticket, hints, nowMs);
    },
    adopt(view, notYetTold, nowMs) {
      const window = current(nowMs);
      const told = { limit: view.limit, remaining: view.remaining - notYetTold, endsAtMs: nowMs + view.endsInMs };
      lastLimit = view.limit;
      const isOther = window === null || told.endsAtMs > window.endsAtMs + OTHER_WINDOW_MS;
      if (isOther) known = { ...told, firstNumber: sent + 1 };
      else narrow(window, told);
    },
    view(nowMs) {
      const window = current(nowMs);
      if (window === null) return null;
      return { limit: window.limit, remaining: window.remaining, endsInMs: window.endsAtMs - nowMs };
    },
    isSilent: () => isSilent,
  };
}
