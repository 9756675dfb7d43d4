import { Client, Connection } from '@temporalio/client';
import type { BookingRow } from './support/bookings';
import { birthDateCanary, findCanaries, phoneCanary, textCanary, type Canary, type Place } from './support/canaries';
import { playCanaryCalls } from './support/canary-calls';
import { createTestProcesses } from './support/child-processes';
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

  const KINDS = ['Temporal’s files', 'Temporal’s lists', 'Postgres', 'the logs', 'the metrics'] as const;
  const places = new Map<(typeof KINDS)[number], Place[]>();
  let canaries: Canary[];
  let booked: BookingRow;

  beforeAll(async () => {
    const processes = createTestProcesses();
    const temporal = await startTemporalOnDisk(processes.guard);
    const env = { TEMPORAL_ADDRESS: temporal.address, LOG_LEVEL: 'trace' };
    const stack = await startStack({ hasWorker: false, env });
    const api = await processes.start('api', stack.env);
    const worker = await processes.start('worker', stack.env);
    ({ canaries, booked } = await playCanaryCalls({ stack, apiUrl: api.url, temporalAddress: temporal.address }));

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
      `CREATE TABLE scratch AS SELECT 'x ${PLANTED} x' AS words, '${PLANTED}'::bytea AS bytes, '["${PLANTED}"]'::jsonb AS json`,
    );
    places.set('Postgres', await placesInDatabase(stack.database));
    await stack.stop();
    await temporal.stop();
    places.set('Temporal’s files', placesInFolder('file', temporal.folder));
    temporal.removeFolder();
    await processes.close();
  });

  /** What anybody sees who may look at Temporal but has no key; and a workflow of somebody who forgot to encrypt. */
  async function listWithoutCodec(address: string): Promise<string> {
    const connection = await Connection.connect({ address });
    const client = new Client({ connection });
    await client.workflow.start('planted', { taskQueue: 'nobody', workflowId: 'planted', args: [PLANTED] });
    const lines: string[] = [];
    for await (const workflow of client.workflow.list()) {
      const { events } = await client.workflow.getHandle(workflow.workflowId).fetchHistory();
      lines.push(JSON.stringify({ ...workflow, events }));
    }
    await connection.close();
    return lines.join('\n');
  }

  const scan = (kind: (typeof KINDS)[number], wanted: readonly Canary[]): string[] =>
    findCanaries(places.get(kind) ?? [], wanted);

  it.each(KINDS)('leaves nothing of the patient, the caller’s words or our keys in %s', (kind) => {
    expect(scan(kind, canaries)).toEqual([]);
  });

  it('leaves traces that the scan finds, where they may be in clear', () => {
    const planted = [textCanary('planted', PLANTED)];
    const workflowId = [textCanary('workflow id', booked.workflow_id)];
    const contexts = {
      files: scan('Temporal’s files', planted).length,
      filesWithId: scan('Temporal’s files', workflowId).length,
      lists: scan('Temporal’s lists', workflowId).length,
    };
    expect(contexts).toMatchObject({ lists: 1 });
    expect(contexts.files).toBeGreaterThan(0);
    expect(contexts.filesWithId).toBeGreaterThan(0);
    const inPostgres = scan('Postgres', planted).map((line) => line.split(':')[0]);
    expect(inPostgres).toEqual(
      ['public.scratch.bytes', 'public.scratch.json', 'public.scratch.words'].map((c) => `Postgres ${c}`),
    );
    expect(scan('Postgres', [textCanary('reference code', booked.reference_code)]).join()).toContain(
      'bookings.reference_code',
    );
    expect(
      scan('the logs', [textCanary('message', 'a tool call failed'), textCanary('activity', 'checkWriteback')]),
    ).toHaveLength(2);
    expect(
      scan('the metrics', [textCanary('tool', 'book-appointment'), textCanary('heap', 'parlae_nodejs_heap')]).length,
    ).toBeGreaterThan(2);
  });
});
