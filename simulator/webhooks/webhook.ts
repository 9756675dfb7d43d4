import { setTimeout as wait } from 'node:timers/promises';
import type { WebhookEvent } from './events';

/** Failed attempts in a row after which a webhook is silent for good. */
const MOST_FAILURES = 5;
const ANSWER_WITHIN_MS = 10_000;
/** 200, 201, 202 and 204 mean taken; everything else, redirects included, is a failure. */
const TAKEN: readonly number[] = [200, 201, 202, 204];

export interface Registration {
  readonly id: string;
  readonly event: WebhookEvent;
  readonly target: string;
  /** The shared value that each delivery carries; never shown. */
  readonly callbackKey: string;
}

/** One thing to send, with the settings of its office at the moment when it happened. */
export interface Delivery {
  readonly body: string;
  readonly hasKeyHeader: boolean;
  readonly retryGapMs: number;
  readonly isReordered: boolean;
}

/** As shown by the control API and the page. */
export interface WebhookView {
  readonly id: string;
  readonly event: WebhookEvent;
  readonly target: string;
  readonly isActive: boolean;
  readonly failuresInRow: number;
  readonly delivered: number;
  readonly waiting: number;
  readonly lastStatus: number | 'no answer' | null;
}

export interface Webhook {
  readonly registration: Registration;
  enqueue(deliveries: readonly Delivery[]): void;
  view(): WebhookView;
  /** Cuts off what is on its way, drops what waits, and settles when all is quiet. */
  stop(): Promise<void>;
}

/** Sends the deliveries of one registration one by one, until it is stopped or has failed too often. */
export function createWebhook(registration: Registration): Webhook {
  const stopping = new AbortController();
  const stop = stopping.signal;
  const isStopped = (): boolean => stop.aborted;
  let waiting: Delivery[] = [];
  let running: Promise<void> | null = null;
  let isActive = true;
  let failuresInRow = 0;
  let delivered = 0;
  let lastStatus: WebhookView['lastStatus'] = null;

  async function post(delivery: Delivery): Promise<boolean> {
    try {
      const response = await fetch(registration.target, {
        method: 'POST',
        redirect: 'manual',
        headers: {
          'Content-Type': 'application/json',
          ...(delivery.hasKeyHeader ? { 'callback-key': registration.callbackKey } : {}),
        },
        body: delivery.body,
        signal: AbortSignal.any([stop, AbortSignal.timeout(ANSWER_WITHIN_MS)]),
      });
      await response.body?.cancel();
      lastStatus = response.status;
    } catch {
      lastStatus = 'no answer';
    }
    return typeof lastStatus === 'number' && TAKEN.includes(lastStatus);
  }

  /** Tries until it is taken or the webhook falls silent. */
  async function deliver(delivery: Delivery): Promise<void> {
    while (isActive && !isStopped()) {
      if (await post(delivery)) {
        delivered += 1;
        failuresInRow = 0;
        return;
      }
      if (isStopped()) return;
      failuresInRow += 1;
      isActive = failuresInRow < MOST_FAILURES;
      if (isActive) await wait(delivery.retryGapMs, undefined, { ref: false, signal: stop }).catch(() => undefined);
    }
  }

  async function run(): Promise<void> {
    // Whatever happened together is waiting together before the first one leaves.
    await new Promise(setImmediate);
    for (;;) {
      const next = waiting.at(-1)?.isReordered === true ? waiting.pop() : waiting.shift();
      if (next === undefined || !isActive || isStopped()) break;
      await deliver(next);
    }
    waiting = [];
    running = null;
  }

  return {
    registration,
    enqueue(deliveries) {
      if (!isActive || isStopped() || deliveries.length === 0) return;
      waiting.push(...deliveries);
      running ??= run();
    },
    view: () => ({
      id: registration.id,
      event: registration.event,
      target: registration.target,
      isActive,
      failuresInRow,
      delivered,
      waiting: waiting.length,
      lastStatus,
    }),
    stop() {
      stopping.abort();
      return running ?? Promise.resolve();
    },
  };
}
