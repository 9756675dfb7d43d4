import type { Knobs } from '../knobs/board';
import { createRandom } from '../seed/prng';
import type { PmsProfile } from '../seed/profiles/profile';
import type { SeedOffice } from '../seed/types';
import type { Book } from './book';
import { doOverlap } from './overlap';
import { perform } from './perform/perform';
import { dueAfterOutages, isSpuOnline } from './spu';
import type { Store, Writeback } from './store';
import { timeTakenBy } from './time-taken';

export type WriteRequest = Pick<
  Writeback,
  'kind' | 'method' | 'practiceId' | 'targetId' | 'body' | 'keyStart' | 'doom'
>;

/** The queue of one office: what its utility has to do in the practice's software. */
export interface Writes {
  accept(request: WriteRequest): Writeback;
  /** An equal booking that is queued or done. */
  findEqual(body: Record<string, string>): Writeback | undefined;
  /** Whether provider or operatory are taken by a visit (other than that one) or by a queued booking. */
  isTaken(wanted: ReturnType<typeof timeTakenBy>, exceptSrNo?: string): boolean;
  /** Takes a pending write back. `late`: it is running, finished or was taken back before. */
  remove(write: Writeback): 'removed' | 'late';
  settle(): void;
  /** The utility went away or came back just now: what is pending waits its full delay from its return. */
  noteSpuChange(): void;
}

const EQUAL_FIELDS = ['practice_id', 'patient_id', 'date', 'time', 'provider_id', 'operatory'] as const;
const isEqual = (one: Record<string, string>, other: Record<string, string>): boolean =>
  EQUAL_FIELDS.every((field) => one[field] === other[field]);

const isLive = (write: Writeback): boolean => write.state === 'pending' || write.state === 'done';
const isBooking = (write: Writeback): boolean => write.kind === 'new-appointment';

export interface WritesDeps {
  readonly office: SeedOffice;
  readonly store: Store;
  readonly book: Book;
  readonly settings: () => Readonly<Knobs>;
  readonly profile: () => PmsProfile;
  /** The practice's IANA zone. */
  readonly zone: () => string;
  readonly now: () => Date;
}

/** One delay, or one out of a spread: the same write always gets the same. */
function delayOf(delay: Knobs['write.delay'], id: string): number {
  return typeof delay === 'number' ? delay : createRandom('delay', id).integer(delay.minMs, delay.maxMs);
}

export function createWrites(deps: WritesDeps): Writes {
  const { store, book, settings } = deps;
  const { officeId } = deps.office;
  const mine = (): Writeback[] => store.state.writebacks.filter((write) => write.officeId === officeId);
  const dueAtMs = (write: Writeback): number =>
    dueAfterOutages(
      Math.max(write.requestedAtMs, store.office(officeId).spuChangedAtMs),
      write.delayMs,
      settings()['spu.outages'],
    );

  function complete(write: Writeback): void {
    const atMs = dueAtMs(write);
    const twin = mine().find((one) => isBooking(one) && one.state === 'done' && isEqual(one.body, write.body));
    const isRepeat = isBooking(write) && settings()['write.duplicate'] === 'one' && twin !== undefined;
    const outcome = isRepeat
      ? { ok: true as const, result: twin.result, createdId: twin.createdId }
      : perform(deps, write, atMs);
    write.completedAtMs = atMs;
    write.state = outcome.ok ? 'done' : 'failed';
    write.result = outcome.ok ? outcome.result : (settings()['write.failureWords'] ?? outcome.reason);
    write.createdId = outcome.ok ? outcome.createdId : '';
    store.changed();
  }

  return {
    accept(request) {
      const id = String(store.state.nextWriteback);
      const write: Writeback = {
        id,
        officeId,
        ...request,
        requestedAtMs: deps.now().getTime(),
        delayMs: delayOf(settings()['write.delay'], id),
        state: 'pending',
        completedAtMs: null,
        result: '',
        createdId: '',
      };
      store.state.nextWriteback += 1;
      store.state.writebacks.push(write);
      store.changed();
      return write;
    },
    findEqual: (body) => mine().find((write) => isBooking(write) && isLive(write) && isEqual(write.body, body)),
    isTaken(wanted, exceptSrNo) {
      const queued = mine().filter((write) => isBooking(write) && write.state === 'pending');
      return (
        book.findClash(wanted, exceptSrNo) !== undefined ||
        queued.some((write) => doOverlap(timeTakenBy(write.body), wanted))
      );
    },
    remove(write) {
      const isRunning = dueAtMs(write) - settings()['write.runMs'] <= deps.now().getTime();
      const isHeldBack = !isSpuOnline(settings(), deps.now().getTime()) || settings()['write.never'];
      if (write.state !== 'pending' || (isRunning && !isHeldBack)) return 'late';
      write.state = 'removed';
      store.changed();
      return 'removed';
    },
    settle() {
      const nowMs = deps.now().getTime();
      if (!settings()['spu.online'] || settings()['write.never']) return;
      mine()
        .filter((write) => write.state === 'pending' && dueAtMs(write) <= nowMs)
        .sort((one, other) => dueAtMs(one) - dueAtMs(other))
        .forEach(complete);
    },
    noteSpuChange() {
      store.office(officeId).spuChangedAtMs = deps.now().getTime();
      store.changed();
    },
  };
}
