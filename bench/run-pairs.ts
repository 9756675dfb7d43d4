import { Client, Connection } from '@temporalio/client';
import type { Say } from '../src/cli/dev/output';
import { SUBJECTS, type BenchPlan, type SampleKind, type Subject } from './flags';
import { createHttpClient } from './client/http';
import type { VapiOptions } from './client/vapi-call';
import { measureInTurn, type Measured, type RoundPlan } from './measure/rounds';
import { summarise } from './measure/statistics';
import { formatTable, type Line } from './measure/table';
import { openAuditPairs } from './pairs/audit-pairs';
import { availabilityPair } from './pairs/availability';
import { bookingPair } from './pairs/booking';
import { openClientPairs } from './pairs/client-pairs';
import { createCommitContender } from './pairs/commit';
import type { Pair } from './pairs/pair';
import { readPair } from './pairs/read';
import { createBookingWaiter } from './pairs/wait-for-booking';
import type { BenchEnvironment } from './stack/environment';
import type { BenchStack } from './stack/start-stack';

const WARM_UP: Readonly<Record<SampleKind, number>> = {
  ...{ read: 100, availability: 50, booking: 10 },
  ...{ client: 100, neighbour: 200, stuck: 1, writers: 2, verify: 1 },
};

export interface MeasureOptions {
  readonly stack: BenchStack;
  readonly environment: BenchEnvironment;
  readonly projectDir: string;
  readonly plan: BenchPlan;
  /** See BenchFlags. */
  readonly only: Subject | null;
  readonly say: Say;
}

interface OpenPairs {
  readonly pairs: readonly Pair[];
  close(): Promise<unknown>;
}

/** Measures the pairs, one after the other, and gives the report's parts, one per pair. */
export async function measureAll(options: MeasureOptions): Promise<string[]> {
  const parts: string[] = [];
  for (const subject of SUBJECTS) {
    if (options.only !== null && options.only !== subject) continue;
    const open = await openPairs(subject, options);
    for (const pair of open.pairs) parts.push(await measurePair(pair, options.stack, options.say));
    await open.close();
  }
  return parts;
}

async function openPairs(subject: Subject, options: MeasureOptions): Promise<OpenPairs> {
  const { stack, environment, projectDir, plan } = options;
  const { variables } = environment;
  const http = createHttpClient();
  const api = { apiUrl: stack.apiUrl, webhookSecret: variables['VAPI_WEBHOOK_SECRET'] ?? '', http };
  const roundsOf = (kind: SampleKind): RoundPlan => ({
    rounds: plan.rounds,
    samplesPerRound: plan.samples[kind],
    warmUpSamples: Math.min(WARM_UP[kind], plan.samples[kind]),
  });
  const alone = (pair: Pair): OpenPairs => ({ pairs: [pair], close: () => Promise.resolve() });
  switch (subject) {
    case 'read':
      return alone(readPair(api, stack.bareUrl, http, roundsOf('read')));
    case 'availability': {
      const { today } = stack.office;
      return alone(availabilityPair(api, stack.bareUrl, http, { plan: roundsOf('availability'), today }));
    }
    case 'booking':
      return openBookingPair(options, api, roundsOf('booking'));
    case 'client':
      return openClientPairs({ stack, environment, projectDir, roundsOf });
    case 'audit': {
      const server = { port: environment.settings.postgresPort, password: environment.postgresPassword };
      return openAuditPairs({ projectDir, server, folder: environment.settings.dataDir, roundsOf });
    }
  }
}

async function openBookingPair(
  { stack, environment }: MeasureOptions,
  api: VapiOptions,
  plan: RoundPlan,
): Promise<OpenPairs> {
  const { variables } = environment;
  const connection = await Connection.connect({ address: variables['TEMPORAL_ADDRESS'] ?? '' });
  const client = new Client({ connection, namespace: variables['TEMPORAL_NAMESPACE'] ?? '' });
  const waiter = await createBookingWaiter(variables['DATABASE_URL'] ?? '', client);
  const commit = await createCommitContender('one Postgres commit alone', environment.bareDatabaseUrl);
  return {
    pairs: [bookingPair({ ...stack, ...waiter, api, client, commit, plan })],
    close: () => Promise.all([waiter.close(), commit.close(), connection.close()]),
  };
}

async function measurePair(pair: Pair, { simulator }: BenchStack, say: Say): Promise<string> {
  say(`${pair.title}: warming up`);
  await pair.scene?.begin();
  const measured: Measured[] = [];
  for (const group of pair.groups) {
    const one = await measureInTurn(group, pair.plan, (soFar) => {
      const p50s = soFar.map((each) => summarise(each.rounds.at(-1) ?? []).p50Ms.toFixed(1));
      say(`${pair.title}: round ${soFar[0]?.rounds.length ?? 0} of ${pair.plan.rounds}, p50 ${p50s.join(' | ')} ms`);
    });
    measured.push(...one);
  }
  await pair.scene?.end();
  const sikkaCalls = new Map<string, number>();
  if (pair.countsSikkaCalls) {
    for (const each of pair.groups.flat()) {
      sikkaCalls.set(each.name, await simulator.countRequests(() => each.sample()));
    }
  }
  const lines = pair.lines.map(([name, against]): Line => ({
    name,
    measured: byName(measured, name),
    against: against === null ? null : byName(measured, against),
    sikkaCalls: sikkaCalls.get(name) ?? null,
  }));
  return `${pair.title} (wanted: ${pair.target})\n${formatTable(lines)}`;
}

function byName(measured: readonly Measured[], name: string): Measured {
  const found = measured.find((each) => each.name === name);
  if (found === undefined) throw new Error(`nothing is measured under the name "${name}"`);
  return found;
}
