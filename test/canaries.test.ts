import { Client, Connection } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import type { BookingRow } from './support/bookings';
import { birthDateCanary, findCanaries, phoneCanary, textCanary, type Canary, type Place } from './support/canaries';
import { playCanaryCalls } from './support/canary-calls';
import { startEchoGateway } from './support/canary-echo';
import { APP_KEY, playLink } from './support/canary-link';
import { createTestProcesses } from './support/child-processes';
import { failureMessages, payloadEncodings } from './support/payloads';
import { placeOfText, placesInDatabase, placesInFolder } from './support/places';
import { startStack } from './support/stack';
import { startTemporalOnDisk } from './support/temporal';

/** Put in clear, where the scan must find it. */
const PLANTED = 'Marmaladenhoof';

describe('a search for canaries', () => {
  const placeOf = (bytes: string | Buffer): Place[] => [{ name: 'somewhere', bytes: Buffer.from(bytes) }];

  it.each([
    ['in capitals', 'x MARMALADENHOOF x'],
    ['within a binary file', Buffer.concat([Buffer.from([0, 0xff]), Buffer.from(PLANTED), Buffer.from([0x80])])],
    ['in UTF-16', Buffer.from(PLANTED, 'utf16le')],
    ['in hexadecimal', Buffer.from(PLANTED).toString('hex').toUpperCase()],
    ['in base64', Buffer.from(PLANTED).toString('base64')],
    ['in base64, one byte on', Buffer.from(`x${PLANTED}x`).toString('base64')],
    ['in base64, two bytes on', Buffer.from(`xx${PLANTED}xx`).toString('base64url')],
  ])('finds one %s', (_how, bytes) => {
    expect(findCanaries(placeOf(bytes), [textCanary('word', PLANTED)])).toHaveLength(1);
  });

  it.each(['+16025550163', '(602) 555-0163', '602.555.0163', '%28602%29%20555-0163', 'q=602+555+0163'])(
    'finds a phone number written as %s',
    (text) => {
      expect(findCanaries(placeOf(text), [phoneCanary('cell', '6025550163')])).not.toEqual([]);
    },
  );

  it.each(['1961-02-23', '2/23/1961', '19610223', 'February 23, 1961', 'feb 23, 1961', '02%2F23%2F1961'])(
    'finds a birth date written as %s',
    (text) => {
      expect(findCanaries(placeOf(text), [birthDateCanary('birth date', '1961-02-23')])).not.toEqual([]);
    },
  );

  it('finds nothing where there is nothing', () => {
    expect(findCanaries(placeOf('Marmalade 1961-02-22 6025550162'), [textCanary('word', PLANTED)])).toEqual([]);
  });
});

describe('a day of calls', () => {
  jest.setTimeout(180_000);

  const KINDS = ['Temporal’s files', 'Temporal’s lists', 'Postgres', 'the logs', 'the metrics', 'the answers'] as const;
  const places = new Map<(typeof KINDS)[number], Place[]>();
  let canaries: Canary[];
  let credentials: Canary[];
  let echoed: Place[];
  const histories = new Map<string, unknown[]>();
  let booked: BookingRow;
  const ends: (() => unknown)[] = [];
  afterAll(async () => {
    for (const end of ends.reverse()) await end();
  });

  beforeAll(async () => {
    const processes = createTestProcesses();
    ends.push(() => processes.close());
    const temporal = await startTemporalOnDisk(processes.guard);
    ends.push(() => {
      temporal.removeFolder();
    });
    const env = { TEMPORAL_ADDRESS: temporal.address, LOG_LEVEL: 'trace', SIKKA_APP_KEY: APP_KEY };
    const stack = await startStack({ hasWorker: false, env, simulator: { appKey: APP_KEY } });
    ends.push(() => stack.stop());
    const gateway = await startEchoGateway(stack.simulator.baseUrl);
    ends.push(() => gateway.close());
    const throughGateway = { ...stack.env, SIKKA_BASE_URL: gateway.baseUrl };
    const api = await processes.start('api', throughGateway);
    const worker = await processes.start('worker', throughGateway);
    const stage = { stack, gateway, apiUrl: api.url, temporalAddress: temporal.address };
    ({ canaries, booked } = await playCanaryCalls(stage));
    const link = await playLink(stage);
    credentials = link.canaries;
    echoed = [placeOfText('echo', gateway.echoed.join('\n'))];
    places.set('the answers', link.answers);

    places.set('Temporal’s lists', [placeOfText('workflows', await listWithoutCodec(temporal.address))]);
    const metricsOf = async (url: string): Promise<string> => (await fetch(`${url}/metrics`)).text();
    places.set('the metrics', [
      placeOfText('api', await metricsOf(api.url)),
      placeOfText('worker', await metricsOf(worker.url)),
    ]);
    await Promise.all([api.stop(), worker.stop()]);
    places.set('the logs', [
      placeOfText('api', api.output.join('\n')),
      placeOfText('worker', worker.output.join('\n')),
    ]);
    await stack.database.query(
      `CREATE TABLE scratch AS SELECT 'x ${PLANTED} x' AS words, '${PLANTED}'::bytea AS bytes, '["${PLANTED}"]'::jsonb AS document`,
    );
    places.set('Postgres', await placesInDatabase(stack.database));
    await temporal.stop();
    places.set('Temporal’s files', placesInFolder('file', temporal.folder));
  });

  /** What anybody sees who may look at Temporal but has no key. Adds the workflow of somebody who forgot to encrypt. */
  async function listWithoutCodec(address: string): Promise<string> {
    const connection = await Connection.connect({ address });
    const client = new Client({ connection });
    await client.workflow.start('planted', { taskQueue: 'nobody', workflowId: 'planted', args: [PLANTED] });
    const lines: string[] = [];
    for await (const { raw, workflowId, type } of client.workflow.list()) {
      const history = historyToJSON(await client.workflow.getHandle(workflowId).fetchHistory());
      if (type !== 'planted') histories.set(type, [...(histories.get(type) ?? []), JSON.parse(history)]);
      lines.push(JSON.stringify(raw), history);
    }
    await connection.close();
    // The server's own count of bytes is now and then the number that a patient has as an id.
    return lines.join('\n').replace(/"historySizeBytes":\s*"?\d+"?/g, '"historySizeBytes":0');
  }

  const scan = (kind: (typeof KINDS)[number], wanted: readonly Canary[]): string[] =>
    findCanaries(places.get(kind) ?? [], wanted);

  it.each(KINDS)('leaves nothing of the patient, the caller’s words or our keys in %s', (kind) => {
    // Callers and administrators are told of patients; of credentials nobody is.
    expect(scan(kind, kind === 'the answers' ? credentials : [...canaries, ...credentials])).toEqual([]);
  });

  it('leaves no payload and no failure in Temporal that is not encrypted', () => {
    const all = [...histories.values()].flat();
    expect([...histories.keys()].sort()).toEqual([
      'bookAppointment',
      'keepRequestKey',
      'refreshCapabilities',
      'refreshFreshness',
      'superviseLinks',
    ]);
    expect(histories.get('bookAppointment')).toHaveLength(2);
    expect(new Set(payloadEncodings(all))).toEqual(new Set(['binary/encrypted']));
    expect(new Set(failureMessages(all))).toEqual(new Set(['Encoded failure']));
  });

  it.each([
    ['Temporal’s files', PLANTED, 'file temporal.db'],
    ['Temporal’s files', 'bookAppointment', 'file temporal.db'],
    ['Temporal’s lists', 'bookAppointment', 'workflows'],
    ['Temporal’s lists', 'ParlaePracticeId', 'workflows'],
    ['Postgres', PLANTED, 'Postgres public.scratch.words'],
    ['Postgres', PLANTED, 'Postgres public.scratch.bytes'],
    ['Postgres', PLANTED, 'Postgres public.scratch.document'],
    ['Postgres', 'Sample Dental Group', 'Postgres public.accounts.name'],
    ['the logs', 'a tool call failed', 'api'],
    ['the logs', 'checkWriteback', 'worker'],
    ['Temporal’s lists', 'keepRequestKey', 'workflows'],
    ['the metrics', 'book-appointment', 'api'],
    ['the answers', 'UNAVAILABLE', 'answers'],
    ['the answers', 'practiceName', 'answers'],
    ['the metrics', 'parlae_nodejs', 'worker'],
  ] as const)('is searched well: in %s the search finds "%s", which is there in clear', (kind, text, place) => {
    expect(scan(kind, [textCanary('known text', text)]).join('\n')).toContain(`${place}: known text`);
  });

  it('is searched well: every kind of credential was known, and repeated to us in error pages', () => {
    expect(credentials.map(({ what }) => what)).toEqual(['app key', 'secretKey', 'requestKey', 'refreshKey']);
    const found = findCanaries(echoed, credentials).join('\n');
    for (const { what } of credentials) expect(found).toContain(`echo: ${what}`);
  });

  it('is searched well: the booking is found under its reference code and its workflow id', () => {
    const known = [textCanary('code', booked.reference_code), textCanary('id', booked.workflow_id)];
    expect(scan('Postgres', known).join('\n')).toMatch(/bookings\.reference_code: code[^]*bookings\.workflow_id: id/);
    expect(scan('Temporal’s lists', known)).toHaveLength(1);
  });
});
