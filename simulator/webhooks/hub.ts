import type { KnobBoard } from '../knobs/board';
import type { Occurrence, WebhookEvent } from './events';
import { payloadOf, type EventOffice } from './payload';
import { createWebhook, type Delivery, type Webhook, type WebhookView } from './webhook';

/** Sikka's portal takes two per event and target. */
const MOST_EQUAL = 2;

export interface WebhookHub {
  /** Null when two with this event and target are there already. */
  register(wanted: { event: WebhookEvent; target: string; callbackKey: string }): WebhookView | null;
  /** False when there is none with this id. */
  remove(id: string): boolean;
  views(): WebhookView[];
  /** Tells everyone who registered for the event. Returns at once; the number is that of the deliveries begun. */
  tell(occurrences: readonly Occurrence[]): number;
  /** Forgets all registrations; what is on its way is cut off. */
  reset(): void;
  /** Cuts off what is on its way and waits for its end. */
  close(): Promise<void>;
}

export interface HubDeps {
  readonly knobs: KnobBoard;
  readonly now: () => Date;
  /** What an event tells about a practice; null for one that is not there. */
  readonly describe: (officeId: string, practiceId: string) => EventOffice | null;
}

export function createWebhookHub({ knobs, now, describe }: HubDeps): WebhookHub {
  let webhooks: Webhook[] = [];
  let nextId = 1;

  /** The deliveries that one occurrence makes, lost ones and copies reckoned in. */
  function deliveriesOf(occurrence: Occurrence): Delivery[] {
    const office = describe(occurrence.officeId, occurrence.practiceId);
    if (office === null) return [];
    const settings = knobs.of(occurrence.officeId);
    if (settings['webhook.loss'] > 0 && knobs.random.chance(settings['webhook.loss'])) return [];
    const delivery: Delivery = {
      body: JSON.stringify(payloadOf(occurrence, office, now(), settings['webhook.practiceIdAs'])),
      hasKeyHeader: !settings['webhook.missingKeyHeader'],
      retryGapMs: settings['webhook.retryGapMs'],
      isReordered: settings['webhook.reorder'],
    };
    return Array.from({ length: 1 + settings['webhook.duplicates'] }, () => delivery);
  }

  return {
    register({ event, target, callbackKey }) {
      const isEqual = ({ registration }: Webhook) => registration.event === event && registration.target === target;
      if (webhooks.filter(isEqual).length >= MOST_EQUAL) return null;
      const webhook = createWebhook({ id: String(nextId), event, target, callbackKey });
      nextId += 1;
      webhooks.push(webhook);
      return webhook.view();
    },
    remove(id) {
      const removed = webhooks.find(({ registration }) => registration.id === id);
      webhooks = webhooks.filter((one) => one !== removed);
      void removed?.stop();
      return removed !== undefined;
    },
    views: () => webhooks.map((webhook) => webhook.view()),
    tell(occurrences) {
      let begun = 0;
      for (const webhook of webhooks.filter((one) => one.view().isActive)) {
        const deliveries = occurrences
          .filter(({ event }) => event === webhook.registration.event)
          .flatMap(deliveriesOf);
        webhook.enqueue(deliveries);
        begun += deliveries.length;
      }
      return begun;
    },
    reset() {
      webhooks.forEach((webhook) => void webhook.stop());
      webhooks = [];
    },
    async close() {
      await Promise.all(webhooks.map((webhook) => webhook.stop()));
    },
  };
}
