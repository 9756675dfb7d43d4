import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { connect, createServer, type Server } from 'node:net';
import { inspect } from 'node:util';
import {
  DeleteSecretCommand,
  DescribeSecretCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { createAwsSecretStore } from '../src/secrets/aws';
import { createAwsSecrets } from '../src/secrets/aws-secret';
import { createCachedSecretStore } from '../src/secrets/cached-store';
import type { SecretsEvent } from '../src/secrets/events';
import type { SecretStore } from '../src/secrets/port';
import { readParameters } from '../src/secrets/parameters';
import { toStored } from '../src/secrets/stored-credentials';
import { credentialsOf, describeStoreContract, inClear, tokensOf } from '../src/secrets/test-store-contract';
import { withSystemValues } from '../src/process/system-values';
import { describeWithMoto } from './support/moto';
import { startTcpProxy } from './support/tcp-proxy';
import { waitFor } from './support/wait';

const FIRST = 'parlae/pms/sikka/acc';
const ROTATED = { officeId: 'Z1', secretKey: 'rotated-by-hand' };

describeWithMoto('secrets in AWS', (moto) => {
  const opened: { close(): Promise<void> }[] = [];
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((each) => each.close()));
  });
  const closing = <T extends { close(): Promise<void> }>(each: T): T => {
    opened.push(each);
    return each;
  };
  const open = (options: { endpointUrl?: string; kmsKeyId?: string } = {}): SecretStore =>
    closing(
      createAwsSecretStore({ region: moto().region, endpointUrl: moto().endpointUrl, kmsKeyId: null, ...options }),
    );
  /** The console of an operator. */
  const operator = (): SecretsManagerClient => {
    const client = new SecretsManagerClient({ region: moto().region, endpoint: moto().endpointUrl });
    closing({
      close: () => {
        client.destroy();
        return Promise.resolve();
      },
    });
    return client;
  };
  const putByHand = (name: string, value: unknown): Promise<unknown> =>
    operator().send(new PutSecretValueCommand({ SecretId: name, SecretString: JSON.stringify(value) }));
  const failureOf = (work: Promise<unknown>): Promise<unknown> =>
    work.then(
      () => null,
      (failure: unknown) => failure,
    );
  const nothingSecretIn = (value: unknown): void => {
    const stack = value instanceof Error ? value.stack : '';
    const printed = `${inspect(value, { depth: null, showHidden: true })}${JSON.stringify(value)}${String(stack)}`;
    expect(printed).not.toMatch(/canary|invented-secret-access-key/);
  };

  describeStoreContract(
    () => open(),
    (name) => expect.stringMatching(new RegExp(`^arn:aws:secretsmanager:us-east-1:\\d{12}:secret:${name}-\\w{6}$`)),
  );

  it('are tagged with account and office and encrypted under the given key', async () => {
    const { arn } = await open({ kmsKeyId: 'alias/parlae' }).storePracticeCredentials('acc', credentialsOf('Z1'));
    const secret = await operator().send(new DescribeSecretCommand({ SecretId: FIRST }));
    // The emulator takes any key. AWS asks that it exists and may be used, and answers EncryptionFailure otherwise.
    expect(secret).toMatchObject({ ARN: arn, KmsKeyId: 'alias/parlae' });
    expect(secret.Tags).toEqual([
      { Key: 'parlae:account', Value: 'acc' },
      { Key: 'parlae:office', Value: 'Z1' },
      { Key: 'parlae:managed-by', Value: 'parlae' },
    ]);
  });

  it('keep what was in force before as AWSPREVIOUS, and one candidate at most', async () => {
    const store = open();
    await store.storePracticeCredentials('acc', credentialsOf('Z1'));
    for (const name of ['a', 'b', 'c']) await store.updatePracticeTokens('acc', 'Z1', tokensOf(name));
    const { VersionIdsToStages: stages = {} } = await operator().send(new DescribeSecretCommand({ SecretId: FIRST }));
    expect(Object.values(stages).flat().sort()).toEqual(['AWSCURRENT', 'AWSPREVIOUS', 'PARLAE_CANDIDATE']);
  });

  it('are changed by compare-and-set: who read an older version changes nothing', async () => {
    await open().storePracticeCredentials('acc', credentialsOf('Z1'));
    const secrets = createAwsSecrets({ client: operator(), kmsKeyId: null, newVersionId: randomUUID });
    const read = await secrets.read(FIRST);
    await putByHand(FIRST, ROTATED);
    const ours = toStored({ ...credentialsOf('Z1'), ...tokensOf('a') });
    expect(await secrets.replace(FIRST, read!, ours)).toBe(false);
    expect((await secrets.read(FIRST))?.content).toMatchObject(ROTATED);
  });

  it('know their own change again when its answer was lost and it is sent once more', async () => {
    await open().storePracticeCredentials('acc', credentialsOf('Z1'));
    const versionId = randomUUID();
    const secrets = createAwsSecrets({ client: operator(), kmsKeyId: null, newVersionId: () => versionId });
    const read = await secrets.read(FIRST);
    const ours = toStored({ ...credentialsOf('Z1'), ...tokensOf('a') });
    expect(await secrets.replace(FIRST, read!, ours)).toBe(true);
    expect(await secrets.replace(FIRST, read!, ours)).toBe(true);
  });

  it('keep both, the secret that an operator rotates and the keys that we renew in the same moment', async () => {
    await open().storePracticeCredentials('acc', credentialsOf('Z1'));
    let isRotated = false;
    const gate = await startGate(moto().endpointUrl, async (action) => {
      if (isRotated || action !== 'secretsmanager.PutSecretValue') return;
      isRotated = true;
      await putByHand(FIRST, ROTATED);
    });
    closing(gate);
    await open({ endpointUrl: gate.url }).updatePracticeTokens('acc', 'Z1', tokensOf('a'));
    expect(isRotated).toBe(true);
    expect(inClear(await open().getPracticeCredentials('acc', 'Z1'))).toMatchObject({
      secretKey: ROTATED.secretKey,
      requestKey: 'canary-request-a',
    });
  });

  it('end well for each of several processes that write at once', async () => {
    await open().storePracticeCredentials('acc', credentialsOf('Z1'));
    const renewals = ['a', 'b', 'c'].map((name) => open().updatePracticeTokens('acc', 'Z1', tokensOf(name)));
    await Promise.all([...renewals, putByHand(FIRST, ROTATED)]);
    const stored = inClear(await open().getPracticeCredentials('acc', 'Z1'));
    expect(stored?.secretKey).toBe(ROTATED.secretKey);
    expect([null, 'canary-request-a', 'canary-request-b', 'canary-request-c']).toContain(stored?.requestKey);
  });

  describe('say why they cannot be had, and nothing secret', () => {
    beforeEach(() => open().storePracticeCredentials('acc', credentialsOf('Z1')));

    it('when nobody knows us', async () => {
      await moto().refuseAccess();
      const failure = await failureOf(open().updatePracticeTokens('acc', 'Z1', tokensOf('a')));
      expect(failure).toMatchObject({ name: 'SecretsError', code: 'denied', isRetryable: false });
      nothingSecretIn(failure);
    });

    it('when AWS does not answer', async () => {
      const proxy = await startTcpProxy(moto().address);
      await proxy.cut();
      const failure = await failureOf(
        open({ endpointUrl: `http://${proxy.address}` }).storePracticeCredentials('acc', credentialsOf('Z1', 'canary')),
      );
      expect(failure).toMatchObject({ name: 'SecretsError', code: 'unreachable', isRetryable: true });
      nothingSecretIn(failure);
    });

    it('when AWS takes the connection and says nothing', async () => {
      const mute = createServer().listen(0, '127.0.0.1');
      await once(mute, 'listening');
      const failure = await failureOf(
        open({ endpointUrl: `http://127.0.0.1:${String(portOf(mute))}` }).getPracticeCredentials('acc'),
      );
      expect(failure).toMatchObject({ name: 'SecretsError', code: 'unreachable', reason: 'TimeoutError' });
      mute.close();
    });

    it.each([
      ['is no JSON', 'canary, not JSON'],
      ['lacks the secret', JSON.stringify({ officeId: 'Z1', note: 'canary' })],
    ])('when what an operator put there %s, which is not overwritten', async (_what, text) => {
      await operator().send(new PutSecretValueCommand({ SecretId: FIRST, SecretString: text }));
      const failure = await failureOf(open().updatePracticeTokens('acc', 'Z1', tokensOf('a')));
      expect(failure).toMatchObject({ name: 'SecretsError', code: 'malformed' });
      nothingSecretIn(failure);
    });

    it('when one is scheduled for deletion, which is no reason to refuse the other offices', async () => {
      await open().storePracticeCredentials('acc', credentialsOf('Z2'));
      await operator().send(new DeleteSecretCommand({ SecretId: FIRST, RecoveryWindowInDays: 7 }));
      const failure = await failureOf(open().getPracticeCredentials('acc', 'Z1'));
      expect(failure).toMatchObject({ code: 'scheduled-for-deletion', subject: FIRST, isRetryable: false });
      expect(await open().getPracticeCredentials('acc', 'Z2')).toMatchObject({ officeId: 'Z2' });
      const stored = await failureOf(open().storePracticeCredentials('acc', credentialsOf('Z3')));
      expect(stored).toMatchObject({ code: 'scheduled-for-deletion' });
    });
  });

  it('go on while AWS is out: old credentials are served, renewed keys are used at once and stored later', async () => {
    await open().storePracticeCredentials('acc', credentialsOf('Z1'));
    const events: SecretsEvent[] = [];
    const proxy = await startTcpProxy(moto().address);
    const store = closing(
      createCachedSecretStore({
        store: open({ endpointUrl: `http://${proxy.address}` }),
        observe: (event) => events.push(event),
        limits: { freshMs: 0 },
      }),
    );
    await store.getPracticeCredentials('acc', 'Z1');
    await proxy.cut();

    expect(await store.getPracticeCredentials('acc', 'Z1')).toMatchObject({ officeId: 'Z1' });
    await store.updatePracticeTokens('acc', 'Z1', tokensOf('a'));
    const [known] = [inClear(await store.getPracticeCredentials('acc', 'Z1'))];
    expect(known).toMatchObject({ secretKey: 'canary-secret-Z1', requestKey: 'canary-request-a' });
    expect(events.map(({ type }) => type)).toEqual(expect.arrayContaining(['stale-served', 'fetch-failed']));
    expect(inClear(await open().getPracticeCredentials('acc', 'Z1'))).toMatchObject({ requestKey: null });

    const wire = await mend(proxy.address, moto().address);
    await waitFor('the keys to be stored', async () => {
      const stored = await open().getPracticeCredentials('acc', 'Z1');
      return stored?.requestKey?.expose() === 'canary-request-a' ? stored : null;
    });
    await waitFor('the report of it', () => Promise.resolve(events.find(({ type }) => type === 'tokens-written')));
    nothingSecretIn(events);
    wire.close();
  });

  describe('system values', () => {
    const put = async (values: Record<string, string>, path = '/parlae/test'): Promise<void> => {
      const client = new SSMClient({ region: moto().region, endpoint: moto().endpointUrl });
      for (const [name, value] of Object.entries(values)) {
        await client.send(new PutParameterCommand({ Name: `${path}/${name}`, Value: value, Type: 'SecureString' }));
      }
      client.destroy();
    };
    const place = () => ({ region: moto().region, endpointUrl: moto().endpointUrl });

    it('are read to the last page, decrypted, and from right below the path only', async () => {
      const many = Object.fromEntries(
        Array.from({ length: 23 }, (_, n) => [`NAME_${String(n)}`, `value-${String(n)}`]),
      );
      await put(many);
      await put({ DEEPER: 'x' }, '/parlae/test/deeper');
      await put({ BESIDE: 'x' }, '/parlae/testing');
      const found = await readParameters(place(), '/parlae/test');
      expect(Object.fromEntries([...found].map(([name, value]) => [name, value.expose()]))).toEqual(many);
    });

    it('stand in for what the environment lacks', async () => {
      await put({ SIKKA_APP_KEY: 'from-ssm', SIKKA_APP_ID: 'from-ssm' });
      const { region, endpointUrl } = place();
      const env = { NODE_ENV: 'test', AWS_REGION: region, AWS_ENDPOINT_URL: endpointUrl, SSM_PREFIX: '/parlae/test' };
      expect(await withSystemValues({ ...env, SIKKA_APP_ID: 'from-env' })).toEqual({
        ok: true,
        value: { ...env, SIKKA_APP_ID: 'from-env', SIKKA_APP_KEY: 'from-ssm' },
      });
    });

    it('that cannot be read are a problem of the configuration', async () => {
      await moto().refuseAccess();
      const { region, endpointUrl } = place();
      const env = { NODE_ENV: 'test', AWS_REGION: region, AWS_ENDPOINT_URL: endpointUrl, SSM_PREFIX: '/parlae/test' };
      expect(await withSystemValues(env)).toMatchObject({
        ok: false,
        error: [{ variable: 'SSM_PREFIX', problem: expect.stringContaining('denied') }],
      });
    });
  });
});

/** A wire that hears what each request asks for before AWS does. */
async function startGate(
  target: string,
  before: (action: string) => Promise<void>,
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = createHttpServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      await before(String(request.headers['x-amz-target']));
      const names = ['authorization', 'content-type', 'x-amz-target', 'x-amz-date'];
      const headers = Object.fromEntries(names.map((name) => [name, String(request.headers[name])]));
      const answer = await fetch(target, { method: 'POST', headers, body: Buffer.concat(chunks) });
      response.writeHead(answer.status, { 'content-type': String(answer.headers.get('content-type')) });
      response.end(await answer.text());
    })();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${String(portOf(server))}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

const portOf = (server: Pick<Server, 'address'>): number => {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
};

/** The wire that a test cut, whole again at the same address. */
async function mend(address: string, target: string): Promise<Server> {
  const { hostname, port } = new URL(`tcp://${target}`);
  const server = createServer((incoming) => {
    const outgoing = connect(Number(port), hostname);
    for (const socket of [incoming, outgoing]) socket.on('error', () => socket.destroy()).unref();
    incoming.pipe(outgoing).pipe(incoming);
  });
  server.listen(Number(new URL(`tcp://${address}`).port), '127.0.0.1').unref();
  await once(server, 'listening');
  return server;
}
