import { createDailyCounts, type DailyCounts } from './http/daily-cap';
import { createRateWindow, type RateWindows } from './http/rate';
import { createJournal, type Journal } from './journal';
import { createKnobs, type KnobBoard } from './knobs/board';
import { createPhone, type Phone } from './phone/phone';
import { createRemoteCommands, type RemoteCommands } from './remote/commands';
import { seedOffice } from './seed/practice';
import { seedSecondOffice } from './seed/second-office';
import { createKeyRing, type KeyRing } from './state/keys';
import { createOfficeWorld, type OfficeWorld } from './state/office-world';
import type { StateFile } from './state/persist';
import { createStore, type Store, type Writeback } from './state/store';
import { describePractice } from './webhooks/describe-practice';
import { createWebhookHub, type WebhookHub } from './webhooks/hub';

/** Everything that the routes work on. */
export interface World {
  /** The first is the one that answers where nobody says which. */
  readonly offices: readonly [OfficeWorld, ...OfficeWorld[]];
  readonly app: { readonly id: string; readonly key: string };
  readonly now: () => Date;
  /** 32 letters and digits. */
  readonly newKey: () => string;
  readonly knobs: KnobBoard;
  readonly store: Store;
  readonly keys: KeyRing;
  readonly journal: Journal;
  readonly rate: RateWindows;
  readonly dailyCounts: DailyCounts;
  readonly remote: RemoteCommands;
  readonly webhooks: WebhookHub;
  /** Texts and live calls: no part of Sikka. */
  readonly phone: Phone;
  findOffice(officeId: string): OfficeWorld | undefined;
  /** A write of any office, unless it was taken back. */
  findWriteback(id: string): Writeback | undefined;
  /** Does in every office what is due by now. Called before every request, so that no timer is needed. */
  settle(): void;
  /** Saves what has changed: called before anybody is told of it, so that even a killed simulator forgets nothing. */
  keep(): void;
  /** Sets everything back to the start, knobs and journal included. */
  reset(): void;
}

export interface WorldOptions {
  readonly seed: number;
  /** Patients of the first office beyond its usual ones. */
  readonly extraPatients: number;
  readonly app: { readonly id: string; readonly key: string };
  readonly stateFile: StateFile;
  readonly now: () => Date;
  readonly newKey: () => string;
  readonly knobs: unknown;
}

export function createWorld(options: WorldOptions): World {
  const { now } = options;
  const knobs = createKnobs(options.knobs);
  const store = createStore(options.stateFile.loaded, (state) => {
    options.stateFile.save(state);
  });
  const offices: World['offices'] = [
    createOfficeWorld({ office: seedOffice(options.seed, options.extraPatients), store, knobs, now }),
    createOfficeWorld({ office: seedSecondOffice(options.seed), store, knobs, now }),
  ];
  const journal = createJournal();
  const rate = createRateWindow(now);
  const dailyCounts = createDailyCounts(now);
  const remote = createRemoteCommands();
  const phone = createPhone(now, options.newKey);
  const findOffice: World['findOffice'] = (officeId) => offices.find(({ office }) => office.officeId === officeId);
  const webhooks = createWebhookHub({
    knobs,
    now,
    describe: (officeId, practiceId) => describePractice(findOffice(officeId), practiceId),
  });
  return {
    offices,
    app: options.app,
    now,
    newKey: options.newKey,
    knobs,
    store,
    keys: createKeyRing({ store, knobs, now, newKey: options.newKey }),
    journal,
    rate,
    dailyCounts,
    remote,
    webhooks,
    phone,
    findOffice,
    findWriteback: (id) => store.state.writebacks.find((write) => write.id === id && write.state !== 'removed'),
    settle() {
      for (const { writes } of offices) writes.settle();
    },
    keep() {
      options.stateFile.flush();
    },
    reset() {
      knobs.reset();
      store.reset();
      journal.clear();
      rate.reset();
      dailyCounts.reset();
      remote.reset();
      webhooks.reset();
      phone.reset();
    },
  };
}
