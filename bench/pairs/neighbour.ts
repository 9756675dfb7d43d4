import type { PmsOffice } from '../../src/domain/pms';
import type { SikkaClient } from '../../src/sikka/client';
import { CALLER } from '../client/vapi-call';
import type { Contender, RoundPlan } from '../measure/rounds';
import { createCallers } from '../neighbour/callers';
import type { SimulatorControl, Trouble } from '../stack/simulator-control';
import type { Pair } from './pair';

const IN_WORDS = { limit: 'at its limit', silence: 'that never answers' } as const satisfies Record<Trouble, string>;

export interface NeighbourPairDeps {
  readonly trouble: Trouble;
  /** With the governor or without, in words. */
  readonly manner: string;
  readonly target: string;
  /** Two clients alike, so that what is left over from the calls to the neighbour cannot reach the baseline. */
  readonly quiet: SikkaClient;
  readonly beset: SikkaClient;
  readonly own: PmsOffice;
  readonly neighbour: PmsOffice;
  readonly simulator: Pick<SimulatorControl, 'besetOffice' | 'relieveOffice'>;
  readonly plan: RoundPlan;
}

/** Calls with five requests each; the ones that nobody answers are more than the client's 256 sockets would hold. */
const CALLS: Readonly<Record<Trouble, number>> = { limit: 20, silence: 60 };
/** Longer than a call to the neighbour may take, so that a read that had to wait for those has an answer and a time. */
const TIMEOUT_MS = 15_000;
const NUMBER = CALLER.number;

/** What search-patients asks at once, for one call. */
function searchAt(sikka: SikkaClient, office: PmsOffice): Promise<unknown> {
  const { findPatients } = sikka.patients;
  return Promise.all([
    findPatients({ office }, { lastName: CALLER.lastName }),
    findPatients({ office }, { search: CALLER.lastName }),
    findPatients({ office }, { cell: NUMBER }),
    findPatients({ office }, { homePhone: NUMBER }),
    findPatients({ office }, { workPhone: NUMBER }),
  ]);
}

/** A read of a healthy office that finds a patient. */
async function timeRead(sikka: SikkaClient, office: PmsOffice): Promise<number> {
  const startedAt = performance.now();
  const reply = await sikka.patients.findPatients({ office, timeoutMs: TIMEOUT_MS }, { lastName: CALLER.lastName });
  const elapsedMs = performance.now() - startedAt;
  if (!reply.ok) throw new Error(`the read of the healthy office failed: ${reply.error.code}`);
  if (reply.value.length === 0) throw new Error('the read of the healthy office found nobody');
  return elapsedMs;
}

const ASKING_MS = 5;

/** By then what was asked is on its way, or was refused. */
const untilAsked = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, ASKING_MS));

/** One office's read alone, and while another office is in trouble with calls on the line. */
export function neighbourPair(deps: NeighbourPairDeps): Pair {
  const { trouble, manner, target, quiet, beset, own, neighbour, simulator, plan } = deps;
  const callers = createCallers(CALLS[trouble], () => searchAt(beset, neighbour));
  const alone: Contender = {
    name: 'a read alone',
    async sample() {
      await untilAsked();
      return timeRead(quiet, own);
    },
  };
  const beside: Contender = {
    name: `a read beside ${CALLS[trouble]} calls to an office ${IN_WORDS[trouble]}`,
    async sample() {
      callers.ask();
      await untilAsked();
      const elapsedMs = await timeRead(beset, own);
      // A silent office is called all the time; a refusal is over at once, and must not run into the next sample.
      if (trouble === 'limit') await callers.settled();
      return elapsedMs;
    },
  };
  return {
    title: `A neighbour ${IN_WORDS[trouble]}, ${manner}`,
    target,
    plan,
    groups: [[alone, beside]],
    lines: [
      [alone.name, null],
      [beside.name, alone.name],
    ],
    countsSikkaCalls: false,
    scene: {
      begin: () => simulator.besetOffice(neighbour.officeId, trouble),
      async end() {
        await callers.settled();
        await simulator.relieveOffice(neighbour.officeId);
      },
    },
  };
}
