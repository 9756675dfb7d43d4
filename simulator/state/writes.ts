import type { KnobBoard } from '../knobs/board';
import { minutesOfClock } from '../time';
import { doOverlap, type Book, type TimeTaken } from './book';
import { hasSpecialCharacters } from './special-characters';
import type { Store, Writeback } from './store';

export interface Writes {
  /** Queues a new visit for the practice's utility. */
  accept(officeId: string, keyStart: string, body: Record<string, string>): Writeback;
  /** An equal write that is queued or done. */
  findEqual(body: Record<string, string>): Writeback | undefined;
  /** Whether provider or operatory are taken by a visit or by a queued write. */
  isTaken(body: Record<string, string>): boolean;
  find(id: string): Writeback | undefined;
  /** Takes a pending write back; false when it is not pending any more. */
  remove(id: string): boolean;
  /** Does what is due by now. Called before every request, so that no timer is needed. */
  settle(): void;
  /** The utility went away or came back just now: what is pending waits its full delay from its return. */
  noteSpuChange(): void;
}

const EQUAL_FIELDS = ['practice_id', 'patient_id', 'date', 'time', 'provider_id', 'operatory'] as const;
const isEqual = (one: Record<string, string>, other: Record<string, string>): boolean =>
  EQUAL_FIELDS.every((field) => one[field] === other[field]);

const timeTakenBy = (body: Record<string, string>): TimeTaken => ({
  practiceId: body['practice_id'] ?? '',
  providerId: body['provider_id'] ?? '',
  operatory: body['operatory'] ?? '',
  date: body['date'] ?? '',
  startMinutes: minutesOfClock(body['time'] ?? '00:00'),
  lengthMinutes: Number(body['length'] ?? '0'),
});

export function createWrites(deps: { store: Store; book: Book; knobs: KnobBoard; now: () => Date }): Writes {
  const { store, book, knobs } = deps;
  const dueAtMs = (write: Writeback): number =>
    Math.max(write.requestedAtMs, store.state.spuChangedAtMs) + write.delayMs;
  const isLive = (write: Writeback): boolean => write.state === 'pending' || write.state === 'done';

  /** Why the practice's software refuses the visit; such texts name the patient, as free text of a PMS may. */
  function refusalOf({ body }: Writeback): string | null {
    const practice = book.practice(body['practice_id'] ?? '');
    const patient = book
      .patients()
      .find((one) => one.patientId === body['patient_id'] && one.practiceId === practice?.practiceId);
    if (practice === undefined || patient === undefined) return `Patient ${body['patient_id'] ?? ''} not found`;
    const who = `${patient.firstName} ${patient.lastName}`;
    const provider = practice.providers.find((one) => one.providerId === body['provider_id'] && one.isActive);
    if (provider === undefined) return `Provider is not active for ${who}`;
    if (!practice.operatories.some((one) => one.operatory === body['operatory'])) return `Operatory unknown for ${who}`;
    if (knobs.current['write.specialChars'] === 'fails-later' && hasSpecialCharacters(body['description'] ?? '')) {
      return `Special characters in the description for ${who}`;
    }
    if (knobs.current['write.slotTaken'] === 'fails-later' && book.findClash(timeTakenBy(body)) !== undefined) {
      return `Time is not available for ${who}`;
    }
    return null;
  }

  function complete(write: Writeback): void {
    write.completedAtMs = dueAtMs(write);
    const twin = store.state.writebacks.find((one) => one.state === 'done' && isEqual(one.body, write.body));
    const refusal = refusalOf(write);
    if (knobs.current['write.duplicate'] === 'one' && twin !== undefined) {
      Object.assign(write, { state: 'done', result: twin.result, createdId: twin.createdId });
    } else if (refusal !== null) {
      Object.assign(write, { state: 'failed', result: refusal });
    } else {
      const visit = book.add({
        ...timeTakenBy(write.body),
        patientId: write.body['patient_id'] ?? '',
        type: write.body['type'] ?? 'General',
        description: write.body['description'] ?? '',
        note: write.body['note'] ?? '',
        source: 'writeback',
        createdAtMs: write.completedAtMs,
      });
      Object.assign(write, {
        state: 'done',
        result: 'New Appointment inserted successfully',
        createdId: visit.appointmentSrNo,
      });
    }
    store.changed();
  }

  function settle(): void {
    if (!knobs.current['spu.online'] || knobs.current['write.never']) return;
    const nowMs = deps.now().getTime();
    store.state.writebacks
      .filter((write) => write.state === 'pending' && dueAtMs(write) <= nowMs)
      .sort((one, other) => dueAtMs(one) - dueAtMs(other))
      .forEach(complete);
  }

  return {
    accept(officeId, keyStart, body) {
      const write: Writeback = {
        id: String(store.state.nextWriteback),
        officeId,
        practiceId: body['practice_id'] ?? '',
        method: 'POST',
        body,
        keyStart,
        requestedAtMs: deps.now().getTime(),
        delayMs: knobs.current['write.delay'],
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
    findEqual: (body) => store.state.writebacks.find((write) => isLive(write) && isEqual(write.body, body)),
    isTaken(body) {
      const wanted = timeTakenBy(body);
      const queued = store.state.writebacks.filter((write) => write.state === 'pending');
      return book.findClash(wanted) !== undefined || queued.some((write) => doOverlap(timeTakenBy(write.body), wanted));
    },
    find: (id) => store.state.writebacks.find((write) => write.id === id && write.state !== 'removed'),
    remove(id) {
      const write = store.state.writebacks.find((one) => one.id === id && one.state === 'pending');
      if (write === undefined) return false;
      write.state = 'removed';
      store.changed();
      return true;
    },
    settle,
    noteSpuChange() {
      store.state.spuChangedAtMs = deps.now().getTime();
      store.changed();
    },
  };
}
