import type { JournalEntry } from '../journal';
import type { KnobBoard } from '../knobs/board';
import { visitView, writebackView } from '../control/views';
import { isOff } from '../state/overlap';
import type { OfficeWorld } from '../state/office-world';
import { addDays, localDateAt, localStampAt, minutesOfClock } from '../time';
import type { WebhookView } from '../webhooks/webhook';
import type { World } from '../world';

const DAYS_AHEAD = 14;
const MOST_APPOINTMENTS = 10;
const MOST_WRITEBACKS = 50;
const MOST_REQUESTS = 200;

type VisitView = ReturnType<typeof visitView>;

interface OfficeState {
  readonly officeId: string;
  readonly profile: string;
  readonly zone: string;
  readonly localTime: string;
  readonly isSpuOnline: boolean;
  readonly keys: { readonly running: number; readonly lastEndsAt: string | null; readonly refreshKeys: number };
  readonly practices: readonly {
    readonly practiceId: string;
    readonly name: string;
    readonly nextAppointments: readonly VisitView[];
  }[];
}

/** What the simulator holds and what was asked of it, for people who look on. No key and no secret is in it. */
export interface StateView {
  readonly now: string;
  readonly offices: readonly OfficeState[];
  /** The youngest first, as are the requests. */
  readonly writebacks: readonly ReturnType<typeof writebackView>[];
  readonly webhooks: readonly WebhookView[];
  readonly requests: readonly JournalEntry[];
  readonly knobs: ReturnType<KnobBoard['differences']>;
}

function keysOf(world: World, officeId: string): OfficeState['keys'] {
  const { requestKeys, refreshKeys } = world.store.state;
  const running = requestKeys.filter((key) => key.officeId === officeId && !world.keys.isExpired(key));
  const lastEndsAtMs = Math.max(...running.map((key) => key.expiresAtMs));
  return {
    running: running.length,
    lastEndsAt: running.length === 0 ? null : new Date(lastEndsAtMs).toISOString(),
    refreshKeys: refreshKeys.filter((key) => key.officeId === officeId).length,
  };
}

function officeState(world: World, office: OfficeWorld): OfficeState {
  const { windows, iana } = office.zone();
  const today = localDateAt(world.now(), iana);
  const localTime = localStampAt(world.now(), iana);
  const visits = office.book
    .visitsBetween(today, addDays(today, DAYS_AHEAD))
    .filter(
      (visit) => !isOff(visit) && (visit.date > today || visit.startMinutes >= minutesOfClock(localTime.slice(11))),
    );
  return {
    officeId: office.office.officeId,
    profile: office.profile().id,
    zone: windows,
    localTime,
    isSpuOnline: office.isSpuOnline(),
    keys: keysOf(world, office.office.officeId),
    practices: office.office.practices.map(({ practiceId, name }) => ({
      practiceId,
      name,
      nextAppointments: visits
        .filter((visit) => visit.practiceId === practiceId)
        .slice(0, MOST_APPOINTMENTS)
        .map((visit) => visitView(visit)),
    })),
  };
}

export const stateView = (world: World): StateView => ({
  now: world.now().toISOString(),
  offices: world.offices.map((office) => officeState(world, office)),
  writebacks: world.store.state.writebacks
    .slice(-MOST_WRITEBACKS)
    .reverse()
    .map((write) => writebackView(write)),
  webhooks: world.webhooks.views(),
  requests: world.journal.latest(MOST_REQUESTS),
  knobs: world.knobs.differences(),
});
