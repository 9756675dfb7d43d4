import type { SampleKind } from '../flags';
import { connectToSikka } from '../bare/sikka';
import { CALLER } from '../client/vapi-call';
import type { RoundPlan } from '../measure/rounds';
import { loadBuiltProduct } from '../product/built';
import { findTwoOffices } from '../product/offices';
import { createProductOpener, type ProductClient } from '../product/open-product';
import type { BenchEnvironment } from '../stack/environment';
import type { Trouble } from '../stack/simulator-control';
import type { BenchStack } from '../stack/start-stack';
import { clientPair } from './client';
import { neighbourPair } from './neighbour';
import { openDays } from './open-days';
import type { Pair } from './pair';

export interface ClientPairsDeps {
  readonly stack: BenchStack;
  readonly environment: BenchEnvironment;
  readonly projectDir: string;
  readonly roundsOf: (kind: SampleKind) => RoundPlan;
}

const OVERHEAD = 'at most 1.15 × bare axios at p50';
const UNMOVED = 'p99 at most 1.1 × alone, that is unchanged but for noise';
const FOR_COMPARISON = 'nothing; it shows what the governor is for';

/** The pairs about the product's Sikka client, which runs here, in the benchmark's own process. */
export async function openClientPairs({ stack, environment, projectDir, roundsOf }: ClientPairsDeps) {
  const { simulator, office, replayUrl } = stack;
  const { variables } = environment;
  const { own, neighbour } = await findTwoOffices(variables['DATABASE_URL'] ?? '', office.officeId);
  const open = createProductOpener(await loadBuiltProduct(projectDir));
  const opened: ProductClient[] = [];
  const sikkaOf = async (options: { readonly baseUrl?: string; readonly isGoverned?: boolean } = {}) => {
    const { baseUrl = variables['SIKKA_BASE_URL'] ?? '', isGoverned = true } = options;
    const product = await open({ variables: { ...variables, SIKKA_BASE_URL: baseUrl }, isGoverned });
    opened.push(product);
    return product.sikka;
  };

  /** With the keys of both offices in hand, which an office in trouble does not give. */
  const sikkaWithKeys = async (options: { readonly isGoverned: boolean }) => {
    const sikka = await sikkaOf(options);
    for (const known of [own, neighbour]) {
      const reply = await sikka.patients.findPatients({ office: known }, { lastName: CALLER.lastName });
      if (!reply.ok) throw new Error(`an office that is well did not answer: ${reply.error.code}`);
    }
    return sikka;
  };

  const besideAxios = async (upstream: string, target: string, baseUrl: string): Promise<Pair> =>
    clientPair({
      upstream,
      target,
      sikka: await sikkaOf({ baseUrl }),
      axios: await connectToSikka({
        ...variables,
        SIKKA_BASE_URL: baseUrl,
        BENCH_OFFICE_ID: office.officeId,
        BENCH_SECRET_KEY: office.secretKey,
      }),
      office: own,
      day: openDays(office).next().value,
      plan: roundsOf('client'),
    });
  const beside = async (trouble: Trouble, isGoverned: boolean, kind: SampleKind): Promise<Pair> =>
    neighbourPair({
      ...{ trouble, own, neighbour, simulator },
      manner: isGoverned ? 'as built' : 'without the governor',
      target: isGoverned ? UNMOVED : FOR_COMPARISON,
      quiet: await sikkaWithKeys({ isGoverned }),
      beset: await sikkaWithKeys({ isGoverned }),
      plan: roundsOf(kind),
    });

  return {
    pairs: [
      await besideAxios('on the simulator', OVERHEAD, variables['SIKKA_BASE_URL'] ?? ''),
      await besideAxios('on answers from memory', `${OVERHEAD}, although the service takes no time`, replayUrl),
      await beside('limit', true, 'neighbour'),
      await beside('limit', false, 'client'),
      await beside('silence', true, 'neighbour'),
      await beside('silence', false, 'stuck'),
    ],
    async close(): Promise<void> {
      await Promise.all(opened.map((product) => product.close()));
    },
  };
}
