import type { Client } from '@temporalio/client';
import { CALLER, firstCode, startVapiCall, type VapiOptions } from '../client/vapi-call';
import type { Contender, RoundPlan } from '../measure/rounds';
import type { SimulatedOffice } from '../stack/simulator-control';
import { bareWriteContender } from './bare-write';
import { openDays } from './open-days';
import type { Pair } from './pair';

const NO_OP = 'bare Update-with-Start, one no-op activity';
const POST_AND_COMMIT = 'bare Update-with-Start, the same POST and a commit';
const READ_POST_AND_COMMIT = "bare Update-with-Start, the day's visits read, the same POST and a commit";
const TOOL = "book-appointment's first answer (SENT)";

export interface BookingPairDeps {
  readonly api: VapiOptions;
  readonly client: Client;
  readonly bareQueue: string;
  readonly office: SimulatedOffice;
  /** Resolves when the booking that was made in this call has nothing left to do. */
  readonly waitForBooking: (vapiCallId: string) => Promise<void>;
  /** A commit by itself, for reference. */
  readonly commit: Contender;
  readonly plan: RoundPlan;
}

/**
 * The booking's first answer beside workflows that do the least: nothing; what no booking can do without; and that after
 * a look whether the time is still free, which the tool takes as well.
 */
export function bookingPair({ api, client, bareQueue, office, waitForBooking, commit, plan }: BookingPairDeps): Pair {
  const { firstName, lastName, dateOfBirth } = CALLER;
  const days = openDays(office);
  const tool = {
    name: TOOL,
    /** A whole call: verified and offered times first, which is not counted; then booked, which is. */
    async sample() {
      const call = startVapiCall(api);
      const verified = await call.tool('search-patients', { firstName, lastName, dateOfBirth }, 'OK');
      const question = { appointmentType: 'exam', date: days.next().value };
      const offered = await call.tool('check-availability', question, 'OK');
      const choice = { patient: firstCode(verified.text, 'P'), slot: firstCode(offered.text, 'S') };
      const sent = await call.tool('book-appointment', choice, 'SENT');
      await waitForBooking(call.id);
      return sent.elapsedMs;
    },
  };
  const bare = { client, taskQueue: bareQueue, busyDays: openDays(office) };
  return {
    title: 'Write',
    target: 'the first answer at most 1.3 × the bare workflow',
    plan,
    groups: [
      [
        bareWriteContender(NO_OP, 'doNothing', bare),
        tool,
        bareWriteContender(POST_AND_COMMIT, 'postAndCommit', bare),
        bareWriteContender(READ_POST_AND_COMMIT, 'readPostAndCommit', bare),
        commit,
      ],
    ],
    lines: [
      [NO_OP, null],
      [TOOL, NO_OP],
      [POST_AND_COMMIT, null],
      [TOOL, POST_AND_COMMIT],
      [READ_POST_AND_COMMIT, null],
      [TOOL, READ_POST_AND_COMMIT],
      [commit.name, null],
    ],
    countsSikkaCalls: false,
  };
}
