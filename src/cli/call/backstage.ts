import type { Office } from '../../../simulator/callers/office';
import { ScriptError, type Backstage } from '../../../simulator/callers/script';
import type { CallRecord } from './call-record';

export interface BackstageDeps {
  readonly office: Office;
  readonly record: CallRecord;
  readonly tell: (text: string) => void;
  /** Milliseconds of a clock that only goes forward. */
  readonly clockMs: () => number;
  /** Waits so many milliseconds; rejects when the call is broken off. */
  readonly wait: (ms: number) => Promise<void>;
}

const POLL_MS = 250;
const PROGRESS_MS = 2_000;
/** Beyond the practice's own delay: the back end asks after a write-back every 2 s at first, later every 10 s. */
const PATIENCE_MS = 40_000;

/** What goes on at the practice and in our tables while the caller talks, and after. */
export function createBackstage({ office, record, tell, clockMs, wait }: BackstageDeps): Backstage {
  const lastState = async (): Promise<string> => (await record.listBookings()).at(-1)?.booking.state ?? 'not there yet';
  const stateOf = async (code: string): Promise<string> =>
    (await record.listBookings()).find(({ booking }) => booking.code === code)?.booking.state ?? 'not there yet';

  /** Polls, with a line of progress every now and then. @returns whether `isOver` came true in time */
  const watch = async (
    durationMs: number,
    isOver: (state: string) => boolean,
    readState = lastState,
  ): Promise<boolean> => {
    const startMs = clockMs();
    let nextLineMs = PROGRESS_MS;
    for (;;) {
      const state = await readState();
      const passedMs = clockMs() - startMs;
      if (isOver(state)) {
        tell(`${seconds(passedMs)}  the booking is ${state}`);
        return true;
      }
      if (passedMs >= durationMs) return false;
      if (passedMs >= nextLineMs) {
        tell(`${seconds(passedMs)}  the booking is ${state}; no word from the office's system yet`);
        nextLineMs += PROGRESS_MS;
      }
      await wait(POLL_MS);
    }
  };

  return {
    tell,
    setOnline: (isOnline) => office.setOnline(isOnline),
    staysUnconfirmed: async (durationMs) => !(await watch(durationMs, (state) => state !== 'sent')),
    async untilSettled() {
      const patienceMs = (await office.writeDelayMs()) + PATIENCE_MS;
      const isSettled = await watch(patienceMs, (state) => ['confirmed', 'failed', 'released'].includes(state));
      if (!isSettled) tell(`no end after ${seconds(patienceMs).trim()}; look at the workflow below`);
    },
    async untilGone(code) {
      const patienceMs = (await office.writeDelayMs()) + PATIENCE_MS;
      const isOver = (state: string): boolean => ['failed', 'released'].includes(state);
      const isGone = await watch(patienceMs, isOver, () => stateOf(code));
      if (!isGone) tell(`no end after ${seconds(patienceMs).trim()}; look at the workflow below`);
    },
    async untilCallBackAsked() {
      const endsMs = clockMs() + PATIENCE_MS;
      while (clockMs() < endsMs && (await record.countCallBackTasks()) === 0) await wait(POLL_MS);
    },
    async takeSlot(code) {
      const offer = await record.findOffer(code);
      if (offer === null) throw new ScriptError(`The script cannot go on: ${code} was not offered in this call.`);
      await office.bookAtDesk({
        practiceId: record.practice.office.practiceId,
        date: offer.localDate,
        time: offer.localTime,
        lengthMinutes: Math.round((offer.endsAt.getTime() - offer.startsAt.getTime()) / 60_000),
        providerId: offer.providerId,
        operatory: offer.operatory,
      });
    },
  };
}

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`.padStart(7);
