import type { World } from '../world';
import { createBookWatch } from './book-watch';

const LOOK_EVERY_MS = 250;

export interface WebhookFeed {
  /** Tells the webhooks what changed since the last time. */
  tellChanges(): void;
  stop(): void;
}

/**
 * Has the webhooks told of what happens in the books. Writes that are due are completed by the next request; so that a
 * webhook need not wait for one, a timer looks after them too while somebody has registered. It keeps no process alive.
 */
export function startWebhookFeed(world: World): WebhookFeed {
  const changesOfBooks = createBookWatch(world.offices);
  const tellChanges = (): void => void world.webhooks.tell(changesOfBooks());
  const timer = setInterval(() => {
    if (world.webhooks.views().length === 0) return;
    world.settle();
    tellChanges();
  }, LOOK_EVERY_MS).unref();
  return {
    tellChanges,
    stop: () => {
      clearInterval(timer);
    },
  };
}
