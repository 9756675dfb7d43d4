import { Secret } from '../src/domain/secret';
import { OPEN_DENTAL_OFFICE, openLink, type TestLink } from './support/link';
import { MAYA } from './support/phone-call';
import { startSecondApi, type SecondApi } from './support/second-api';
import { startStack, type TestStack } from './support/stack';

describe('an office whose secret was changed', () => {
  let stack: TestStack;
  let link: TestLink;
  let second: SecondApi;
  beforeAll(async () => {
    stack = await startStack({ hasWorker: false });
    link = await openLink(stack);
  });
  beforeEach(async () => {
    second = await startSecondApi(stack);
    for (const api of [stack, second]) expect((await search(api)).status).toBe('OK');
  });
  afterEach(() => second.stop());
  afterAll(async () => {
    await link.close();
    await stack.stop();
  });

  const search = (api: Pick<SecondApi, 'call'>) => api.call().tool('search-patients', MAYA);
  const secretInUse = async (): Promise<string> => (await link.credentialsOf(OPEN_DENTAL_OFFICE)).secretKey.expose();

  /** At Sikka: the old secret, all refresh keys and all request keys are dead. */
  async function rotateAtSikka(): Promise<string> {
    const rotated = await stack.simulator.post('/secret/rotate', { officeId: OPEN_DENTAL_OFFICE });
    await stack.simulator.post(`/keys/expire?officeId=${OPEN_DENTAL_OFFICE}`, {});
    return (rotated as { secretKey: string }).secretKey;
  }

  /** The answers to requests for a key, and how often the offices were asked for, since now. */
  async function watchRenewal() {
    const { simulator } = stack;
    const read = async () => ({
      grants: await simulator.statusesOf('POST', '/request_key'),
      lists: await simulator.countRequests('GET', '/authorized_practices'),
    });
    const before = await read();
    return async () => {
      const { grants, lists } = await read();
      return { grants: grants.slice(before.grants.length), lists: lists - before.lists };
    };
  }

  it('is served by the very call that meets it: the new secret is found, stored, and used by other processes', async () => {
    const renewal = await watchRenewal();
    const secretKey = await rotateAtSikka();
    expect((await search(stack)).status).toBe('OK');
    expect(await secretInUse()).toBe(secretKey);
    expect(await renewal()).toEqual({ grants: [401, 401, 200], lists: 1 });

    expect((await search(second)).status).toBe('OK');
    expect((await renewal()).grants).toHaveLength(3);
  });

  it('is served under the secret that an operator has stored, without looking for another', async () => {
    const renewal = await watchRenewal();
    const secretKey = new Secret(await rotateAtSikka());
    const noKeys = { requestKey: null, refreshKey: null, requestKeyExpiresAt: null };
    await link.secrets.storePracticeCredentials(link.accountId, {
      officeId: OPEN_DENTAL_OFFICE,
      secretKey,
      ...noKeys,
    });
    for (const api of [stack, second]) expect((await search(api)).status).toBe('OK');
    expect(await secretInUse()).toBe(secretKey.expose());
    expect(await renewal()).toEqual({ grants: [200], lists: 0 });
  });
});
