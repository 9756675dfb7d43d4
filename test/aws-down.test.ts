import { Secret } from '../src/domain/secret';
import { createMetrics } from '../src/observability/metrics';
import { createAwsSecretStore } from '../src/secrets/aws';
import { createCachedSecretStore } from '../src/secrets/cached-store';
import type { SecretStore } from '../src/secrets/port';
import { createTestTiming } from '../src/secrets/test-timing';
import { createSikkaClient } from '../src/sikka/client';
import { waitForState } from './support/bookings';
import { findCanaries, textCanary } from './support/canaries';
import { startWire, type Wire } from './support/lost-wire';
import { describeWithMoto } from './support/moto';
import { placeOfText } from './support/places';
import { startTestSimulator } from './support/simulator';
import { startStack, type TestStack } from './support/stack';
import { waitFor } from './support/wait';

const OFFICE = 'D00001';
const OFFICE_SECRET = 'sim-secret-00001';
const STEP_MS = 30_000;
const OUTAGE_STEPS = 20;

describeWithMoto('AWS down for ten minutes after warm-up', (moto) => {
  const ends: (() => unknown)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });

  const openStore = (address: string): SecretStore => {
    const store = createAwsSecretStore({ region: moto().region, endpointUrl: `http://${address}`, kmsKeyId: null });
    ends.push(() => store.close());
    return store;
  };
  const openWire = async (): Promise<Wire> => {
    const wire = await startWire(moto().address);
    ends.push(() => wire.cut());
    return wire;
  };
  const requestKeyIn = async (store: SecretStore, accountId: string): Promise<string | null> =>
    (await store.getPracticeCredentials(accountId, OFFICE, { isFresh: true }))?.requestKey?.expose() ?? null;

  /** A whole call, from the search to a visit in the practice's book. */
  async function playCall(stack: TestStack): Promise<void> {
    const call = stack.call();
    const { patient, slots } = await call.verifyAndAsk();
    expect((await call.tool('book-appointment', { patient, slot: slots[0] })).status).toBe('SENT');
    await waitForState(stack.database, call.id, 'confirmed');
  }

  it('callers are verified, hear times and book, though the request key dies meanwhile', async () => {
    const wire = await openWire();
    const stack = await startStack({
      env: { SECRETS_BACKEND: 'aws', AWS_REGION: moto().region, AWS_ENDPOINT_URL: `http://${wire.address}` },
    });
    ends.push(() => stack.stop());
    const [account] = await stack.database.query<{ id: string }>('SELECT id FROM accounts');
    const inAws = (): Promise<string | null> => requestKeyIn(openStore(moto().address), account?.id ?? '');
    const events = async (): Promise<string> => {
      const metrics = await (await fetch(`${stack.apiUrl}/metrics`)).text();
      return metrics
        .split('\n')
        .filter((line) => line.startsWith('parlae_secrets_events_total'))
        .join('\n');
    };
    await playCall(stack);
    const before = await inAws();
    expect(await events()).toBe('');

    await wire.cut();
    await playCall(stack);
    expect(await stack.simulator.post('/keys/expire', {})).toMatchObject({ expired: expect.any(Number) });
    await playCall(stack);
    expect(await events()).toMatch(/type="fetch-failed",reason="unreachable"/);
    expect(await events()).toMatch(/type="tokens-kept",reason="unreachable"/);
    expect(await inAws()).toBe(before);

    await wire.mend();
    await waitFor('the kept keys to be stored', async () => ((await inAws()) === before ? null : true));
    await waitFor('the report of it', async () => ((await events()).includes('tokens-written') ? true : null));
    await playCall(stack);
  });

  it('calls go on for all of it; a key that dies is renewed, kept, and stored when AWS is back', async () => {
    const timing = createTestTiming();
    const startMs = Date.now();
    const now = (): Date => new Date(startMs + timing.nowMs());
    const simulator = await startTestSimulator({ now });
    ends.push(() => simulator.close());
    const wire = await openWire();
    const aws = openStore(moto().address);
    const given = { officeId: OFFICE, secretKey: new Secret(OFFICE_SECRET) };
    const noKeys = { requestKey: null, refreshKey: null, requestKeyExpiresAt: null };
    await aws.storePracticeCredentials('acc', { ...given, ...noKeys });
    const metrics = createMetrics();
    const secrets = createCachedSecretStore({
      store: openStore(wire.address),
      observe: metrics.observeSecrets,
      timing,
    });
    const app = { appId: 'sim-app-id', appKey: new Secret('sim-app-key') };
    const client = createSikkaClient({ ...app, baseUrl: simulator.baseUrl, secrets, now });
    ends.push(() => {
      client.close();
    });
    const office = { accountId: 'acc', officeId: OFFICE, practiceId: '1-1' };
    const isAnswered = async (): Promise<boolean> => (await client.practices.findPractice({ office })).ok;
    const keyRequests = (): Promise<number> => simulator.countRequests('POST', '/request_key');
    const countOf = async (type: string): Promise<number> => {
      const { values } = (await metrics.registry.getSingleMetric('parlae_secrets_events_total')?.get()) ?? {
        values: [],
      };
      return values.filter(({ labels }) => labels['type'] === type).reduce((sum, { value }) => sum + value, 0);
    };

    expect(await isAnswered()).toBe(true);
    const first = await requestKeyIn(aws, 'acc');
    await wire.cut();
    const answers: boolean[] = [];
    for (let step = 1; step <= OUTAGE_STEPS; step += 1) {
      await timing.advance(STEP_MS);
      if (step === OUTAGE_STEPS / 2) await simulator.post('/keys/expire', {});
      answers.push(await isAnswered());
      expect((await secrets.getPracticeCredentials('acc', OFFICE))?.secretKey.expose()).toBe(OFFICE_SECRET);
    }
    expect(answers).toEqual(Array.from({ length: OUTAGE_STEPS }, () => true));
    expect(await keyRequests()).toBe(2);
    expect(await requestKeyIn(aws, 'acc')).toBe(first);
    const kept = await requestKeyIn(secrets, 'acc');
    expect(kept).not.toBe(first);
    expect(await countOf('stale-served')).toBeGreaterThan(0);
    expect(await countOf('tokens-kept')).toBeGreaterThan(0);
    expect(await countOf('tokens-written')).toBe(0);

    await wire.mend();
    await waitFor('the kept keys to be stored', async () => {
      await timing.advance(STEP_MS);
      return (await requestKeyIn(aws, 'acc')) === kept ? true : null;
    });
    await waitFor('the report of it', async () => ((await countOf('tokens-written')) > 0 ? true : null));
    expect(await isAnswered()).toBe(true);
    expect(await keyRequests()).toBe(2);
    const keys = textCanary('keys', OFFICE_SECRET, String(first), String(kept));
    expect(findCanaries([placeOfText('metrics', await metrics.registry.metrics())], [keys])).toEqual([]);
  });
});
