import type { OfficeRefusal } from '../domain/office-refusal';
import { phi } from '../domain/phi';
import { Secret } from '../domain/secret';
import type { SecretStore } from '../secrets/port';
import type { RenewalDesk } from '../domain/renewal-desk';
import {
  GRANT_A_KEY,
  listOf,
  OFFICE,
  SECRET_KEY,
  sikkaError,
  startRig,
  withKeys,
  type Rig,
  type ScriptedAnswer,
  type SeenRequest,
} from './test-rig';

const CONTEXT = { office: OFFICE };
const PROVIDER = { provider_id: 'PRV1', practice_id: '1-1', provider_type: 'Provider', status: 'Active' };
const HOUR_MS = 3_600_000;

const rigs: Rig[] = [];
const start = async (...args: Parameters<typeof startRig>): Promise<Rig> => {
  const rig = await startRig(...args);
  rigs.push(rig);
  return rig;
};
afterEach(async () => {
  for (const rig of rigs.splice(0)) await rig.close();
});

const bodyOf = ({ body }: SeenRequest) => JSON.parse(body) as Record<string, string>;
const practice = (secretKey: string, officeId = OFFICE.officeId) => ({
  office_id: officeId,
  practice_id: '1-1',
  secret_key: secretKey,
});

/** Grants a key for this secret only; no refresh key is good. */
const grantsFor = (secret: string, authorized: ScriptedAnswer) => (request: SeenRequest) => {
  if (request.path === '/authorized_practices') return authorized;
  if (request.path !== '/request_key') return listOf(PROVIDER);
  return bodyOf(request)['secret_key'] === secret ? GRANT_A_KEY : sikkaError(401, 'API2003');
};

describe('an office whose secret was changed', () => {
  it('is served on with the secret that Sikka names now, which is stored', async () => {
    const authorized = listOf(practice('of-another-office', 'Z00002'), practice('rotated-secret'));
    const { client, secrets, keyRequests } = await start(grantsFor('rotated-secret', authorized));
    const reply = await client.providers.listProviders(CONTEXT);
    expect(reply.ok).toBe(true);
    expect(keyRequests().map((request) => bodyOf(request)['secret_key'])).toEqual([SECRET_KEY, 'rotated-secret']);
    const stored = await secrets.getPracticeCredentials(OFFICE.accountId, OFFICE.officeId);
    expect(stored?.secretKey.expose()).toBe('rotated-secret');
    expect(stored?.requestKey?.expose()).toBe('request-key-1');
  });

  it('is served on while the new secret cannot be stored', async () => {
    const { otherClient, secrets } = await start(grantsFor('rotated-secret', listOf(practice('rotated-secret'))));
    const broken: SecretStore = {
      ...secrets,
      storePracticeCredentials: () => Promise.reject(new Error('the store is out')),
    };
    const reply = await otherClient({ secrets: broken }).providers.listProviders(CONTEXT);
    expect(reply.ok).toBe(true);
  });

  it('is found with the running request key where the list wants one', async () => {
    const now = new Date('2031-03-04T12:00:00Z');
    const { client, secrets } = await start(
      (request) => {
        if (request.path === '/authorized_practices' && request.headers['request-key'] !== 'ends-soon') {
          return sikkaError(400, 'API1004');
        }
        return grantsFor('rotated-secret', listOf(practice('rotated-secret')))(request);
      },
      () => now,
    );
    await secrets.updatePracticeTokens(OFFICE.accountId, OFFICE.officeId, {
      requestKey: new Secret('ends-soon'),
      refreshKey: null,
      requestKeyExpiresAt: new Date('2031-03-04T12:04:00Z'),
    });
    expect((await client.providers.listProviders(CONTEXT)).ok).toBe(true);
    const stored = await secrets.getPracticeCredentials(OFFICE.accountId, OFFICE.officeId);
    expect(stored?.secretKey.expose()).toBe('rotated-secret');
  });

  it('is refused for good when Sikka still names the secret that it refuses', async () => {
    const { client, keyRequests } = await start(grantsFor('no-secret', listOf(practice(SECRET_KEY))));
    const reply = await client.providers.listProviders(CONTEXT);
    expect(reply).toMatchObject({ ok: false, error: { code: 'PmsAuth', isRetryable: false } });
    expect(keyRequests()).toHaveLength(1);
  });

  it('that is listed no more has taken its access away', async () => {
    const { client } = await start(grantsFor('no-secret', listOf(practice('x', 'Z00002'))));
    const reply = await client.providers.listProviders(CONTEXT);
    expect(reply).toMatchObject({ ok: false, error: { code: 'PmsAccessRevoked', writeOutcome: 'not-accepted' } });
  });

  it.each<[string, ScriptedAnswer]>([
    ['cannot be read', sikkaError(500, 'API2001')],
    ['wants a request key', sikkaError(400, 'API1004')],
    ['is not for our app', sikkaError(401, 'API2004')],
  ])('keeps its access while the list %s', async (_, authorized) => {
    const { client } = await start(grantsFor('no-secret', authorized));
    const reply = await client.providers.listProviders(CONTEXT);
    expect(reply).toMatchObject({ ok: false, error: { code: 'PmsAuth' } });
  });
});

describe('the brake', () => {
  it('asks for nothing for half a minute after a refusal, then tries again', async () => {
    let now = new Date('2031-03-04T12:00:00Z');
    const { client, server } = await start(grantsFor('no-secret', listOf(practice(SECRET_KEY))), () => now);
    for (let call = 0; call < 5; call += 1) await client.providers.listProviders(CONTEXT);
    expect(server.seen.map(({ path }) => path)).toEqual(['/request_key', '/authorized_practices']);
    now = new Date('2031-03-04T12:00:31Z');
    await client.providers.listProviders(CONTEXT);
    expect(server.seen).toHaveLength(4);
  });

  it('stops renewing when key after key is called dead', async () => {
    const { client, keyRequests } = await start(withKeys(() => sikkaError(401, 'API2003')));
    for (let call = 0; call < 20; call += 1) await client.providers.listProviders(CONTEXT);
    expect(keyRequests().length).toBeLessThanOrEqual(5);
  });
});

describe('several processes', () => {
  /** One turn at a time, as the database gives them. */
  function oneDesk(): RenewalDesk & { readonly outcomes: string[] } {
    let isTaken = false;
    const outcomes: string[] = [];
    return {
      outcomes,
      takeTurn() {
        if (isTaken) return Promise.resolve({ kind: 'others' });
        isTaken = true;
        return Promise.resolve({
          kind: 'ours',
          finish: ({ kind }) => {
            outcomes.push(kind);
            isTaken = false;
            return Promise.resolve();
          },
        });
      },
    };
  }

  it('renew once together', async () => {
    const { otherClient, keyRequests } = await start(withKeys(() => listOf(PROVIDER)));
    const desk = oneDesk();
    const clients = Array.from({ length: 5 }, () => otherClient({ desk }));
    const replies = await Promise.all(clients.map((client) => client.providers.listProviders(CONTEXT)));
    expect(replies.every(({ ok }) => ok)).toBe(true);
    expect(keyRequests()).toHaveLength(1);
    expect(desk.outcomes).toEqual(['renewed', 'adopted', 'adopted', 'adopted', 'adopted']);
  });

  it('go on alone while the desk is out of reach', async () => {
    const { otherClient, keyRequests } = await start(withKeys(() => listOf(PROVIDER)));
    const desk: RenewalDesk = { takeTurn: () => Promise.reject(new Error('no database')) };
    const reply = await otherClient({ desk }).providers.listProviders(CONTEXT);
    expect(reply.ok).toBe(true);
    expect(keyRequests()).toHaveLength(1);
  });

  it('ask for nothing that Sikka has just refused to another', async () => {
    const { otherClient, server } = await start(withKeys(() => listOf(PROVIDER)));
    const desk: RenewalDesk = { takeTurn: () => Promise.resolve({ kind: 'refused' }) };
    const reply = await otherClient({ desk }).providers.listProviders(CONTEXT);
    expect(reply).toMatchObject({ ok: false, error: { code: 'PmsAuth', writeOutcome: 'not-accepted' } });
    expect(server.seen).toHaveLength(0);
  });
});

describe('the end of a key', () => {
  it('is taken from the header when it is earlier than we reckoned', async () => {
    let now = new Date('2031-03-04T12:00:00Z');
    const end = 'Tue, 04 Mar 2031 13:00:00 GMT';
    const { client, keyRequests } = await start(
      withKeys(() => ({ ...(listOf(PROVIDER) as object), status: 200, headers: { 'request-key-expires': end } })),
      () => now,
    );
    await client.providers.listProviders(CONTEXT);
    now = new Date('2031-03-04T12:54:59Z');
    await client.providers.listProviders(CONTEXT);
    expect(keyRequests()).toHaveLength(1);
    now = new Date('2031-03-04T12:55:01Z');
    await client.providers.listProviders(CONTEXT);
    expect(keyRequests()).toHaveLength(2);
  });

  it('is put off by a renewal when too little life is left, and not otherwise', async () => {
    const { client, keyRequests } = await start(withKeys(() => listOf(PROVIDER)));
    const first = await client.requestKeys.ensureLife(OFFICE, HOUR_MS);
    expect(first.ok && first.value.expiresAt).toEqual(new Date('2031-03-05T11:36:40Z'));
    await client.requestKeys.ensureLife(OFFICE, HOUR_MS);
    expect(keyRequests()).toHaveLength(1);
    await client.requestKeys.ensureLife(OFFICE, 24 * HOUR_MS);
    expect(keyRequests().map((request) => bodyOf(request)['grant_type'])).toEqual(['request_key', 'refresh_key']);
  });
});

describe('what is told of an office', () => {
  const refusalsOf = async (script: Parameters<typeof startRig>[0]): Promise<OfficeRefusal[]> => {
    const refusals: OfficeRefusal[] = [];
    const { otherClient } = await start(script);
    const observer = {
      noteRefusal: (_: unknown, refusal: OfficeRefusal) => void refusals.push(refusal),
      noteDataInsert: () => undefined,
    };
    await otherClient({ observer }).providers.listProviders(CONTEXT);
    return refusals;
  };

  it.each<[string, Parameters<typeof startRig>[0], OfficeRefusal[]]>([
    ['a call that is not in the plan', withKeys(() => sikkaError(401, 'API2004')), ['not-in-plan']],
    ['access that was taken away', withKeys(() => sikkaError(401, 'API2007')), ['access-removed']],
    ['a secret that is refused', grantsFor('none', listOf(practice(SECRET_KEY))), ['key-refused']],
    ['an office that is gone', grantsFor('none', listOf(practice('x', 'Z9'))), ['access-removed']],
    ['a new key that is dead as well', withKeys(() => sikkaError(401, 'API2003')), ['key-refused']],
    ['an outage', withKeys(() => sikkaError(503, 'API2002')), []],
    [
      'an expired key',
      withKeys(({ headers }) =>
        headers['request-key'] === 'request-key-1' ? sikkaError(400, 'API1025') : listOf(PROVIDER),
      ),
      [],
    ],
  ])('%s', async (_, script, refusals) => {
    expect(await refusalsOf(script)).toEqual(refusals);
  });

  it('data that is being inserted', async () => {
    const seen: boolean[] = [];
    const { otherClient } = await start(
      withKeys(() => ({ ...(listOf(PROVIDER) as object), status: 200, headers: { 'data-insert': 'in progress' } })),
    );
    const observer = { noteRefusal: () => undefined, noteDataInsert: (_: unknown, is: boolean) => void seen.push(is) };
    await otherClient({ observer }).providers.listProviders(CONTEXT);
    expect(seen).toEqual([true]);
  });
});

describe('a cut connection', () => {
  it('is a reason to read once more, and no more than that', async () => {
    let cuts = 1;
    const { client, dataRequests } = await start(withKeys(() => (cuts-- > 0 ? 'reset' : listOf(PROVIDER))));
    const reply = await client.providers.listProviders(CONTEXT);
    expect(reply.ok && reply.exchanges.map(({ responseStatus }) => responseStatus)).toEqual([200, null, 200]);
    cuts = 5;
    await client.providers.listProviders(CONTEXT);
    expect(dataRequests()).toHaveLength(4);
  });

  it('never makes a write go out twice', async () => {
    const { client, dataRequests } = await start(withKeys(() => 'reset'));
    const visit = {
      patientId: '1',
      date: '2031-03-10',
      time: '10:30',
      lengthMinutes: 60,
      providerId: 'P',
      operatory: 'O',
      description: 'x',
    };
    const reply = await client.appointments.postAppointment(CONTEXT, phi(visit));
    expect(reply).toMatchObject({ ok: false, error: { writeOutcome: 'unknown' } });
    expect(dataRequests()).toHaveLength(1);
  });

  it('is not needed to renew a key that was deleted (400 API1004)', async () => {
    const { client, keyRequests } = await start(
      withKeys(({ headers }) =>
        headers['request-key'] === 'request-key-1' ? sikkaError(400, 'API1004') : listOf(PROVIDER),
      ),
    );
    expect((await client.providers.listProviders(CONTEXT)).ok).toBe(true);
    expect(keyRequests()).toHaveLength(2);
  });
});
