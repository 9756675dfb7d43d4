import { book, DELAY_MS, errorOf, read, stateOf, valueOf } from './calls';
import { OFFICE, OTHER_OFFICE, OTHER_PRACTICE, startContractBench, type ContractBench } from './linked-client';

const DAY_MS = 24 * 3_600_000;
const NOT_ACCEPTED = { isRetryable: false, writeOutcome: 'not-accepted' };

let bench: ContractBench;
beforeAll(async () => {
  bench = await startContractBench();
});
afterEach(() => bench.reset());
afterAll(() => bench.close());

const rotate = async (officeId = OFFICE.officeId): Promise<string> =>
  ((await bench.post('/secret/rotate', { officeId })) as { secretKey: string }).secretKey;
const requestsTo = async (path: string): Promise<number> => (await bench.requests('GET', path)).length;

describe('a secret that the office changes', () => {
  it('costs no call: the running key lives out its day, and then Sikka is asked for the new secret', async () => {
    const { client, secrets, refusals } = await bench.link();
    valueOf(await read(client));
    const secretKey = await rotate();
    valueOf(await read(client));
    expect(await requestsTo('/authorized_practices')).toBe(0);

    bench.advance(DAY_MS);
    const accepted = valueOf(await book(client));
    expect((await bench.writes()).map(({ id }) => id)).toEqual([accepted.writebackId]);
    const stored = await secrets.getPracticeCredentials(OFFICE.accountId, OFFICE.officeId);
    expect(stored?.secretKey.expose()).toBe(secretKey);
    expect(refusals).toEqual([]);
    bench.advance(DELAY_MS);
    expect((await stateOf(client, accepted)).state).toBe('done');
  });

  it('is learnt by one process for all', async () => {
    const first = await bench.link();
    const second = await bench.link({ secrets: first.secrets });
    await rotate();
    valueOf(await read(first.client));
    valueOf(await read(second.client, OTHER_PRACTICE));
    expect(await requestsTo('/authorized_practices')).toBe(1);
  });

  it('leaves another office its own', async () => {
    const { client, refusals } = await bench.link();
    valueOf(await read(client, OTHER_OFFICE));
    await rotate();
    bench.advance(DAY_MS);
    valueOf(await read(client, OTHER_OFFICE));
    expect(await requestsTo('/authorized_practices')).toBe(0);
    expect(refusals).toEqual([]);
  });

  it('and the rights taken back together are an access removed, told once and asked again only after a rest', async () => {
    const { client, refusals } = await bench.link();
    await rotate();
    await bench.set({ 'access.revoked': 'API2007' });
    expect(errorOf(await book(client))).toMatchObject({ ...NOT_ACCEPTED, code: 'PmsAccessRevoked' });
    expect(refusals).toEqual(['access-removed']);
    const asked = (await bench.requests('POST', '/request_key')).length;
    expect(errorOf(await book(client))).toMatchObject({
      code: 'PmsAuth',
      isRetryable: true,
      writeOutcome: 'not-accepted',
    });
    expect(await bench.requests('POST', '/request_key')).toHaveLength(asked);
    expect(refusals).toEqual(['access-removed']);
    expect(await bench.writes()).toEqual([]);
  });
});

describe.each([
  ['API2004', 'not-in-plan'],
  ['API2007', 'access-removed'],
])('an access that Sikka refuses with %s', (code, refusal) => {
  const revoked = { ...NOT_ACCEPTED, code: 'PmsAccessRevoked', sikkaCode: code, httpStatus: 401 };

  it(`is told as ${refusal} with every call that meets it, reads and writes, and never repeated`, async () => {
    const { client, refusals } = await bench.link();
    valueOf(await read(client));
    await bench.set({ 'access.revoked': code });
    expect(errorOf(await read(client))).toMatchObject(revoked);
    expect(errorOf(await book(client))).toMatchObject(revoked);
    expect(refusals).toEqual([refusal, refusal]);
    expect(await bench.requests('POST', '/appointment')).toHaveLength(1);
    expect(await bench.writes()).toEqual([]);
  });

  it('costs no key: the running one is kept, and serves again once the access is back', async () => {
    const { client } = await bench.link();
    valueOf(await read(client));
    await bench.set({ 'access.revoked': code });
    for (let call = 0; call < 5; call += 1) await read(client);
    await bench.set({ 'access.revoked': 'none' });
    valueOf(await read(client));
    expect(await bench.requests('POST', '/request_key')).toHaveLength(1);
  });

  it('is that of one office alone', async () => {
    const { client } = await bench.link();
    await bench.set({ 'access.revoked': code }, OFFICE.officeId);
    expect((await read(client)).ok).toBe(false);
    valueOf(await read(client, OTHER_OFFICE));
  });

  it('shows in the list of offices only when the practice took it back', async () => {
    const { client } = await bench.link();
    await bench.set({ 'access.revoked': code }, OFFICE.officeId);
    const practices = valueOf(await client.authorizedPractices.listAuthorizedPractices({}));
    expect(practices.some(({ officeId }) => officeId === OFFICE.officeId)).toBe(code === 'API2004');
  });
});
