import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LaunchError } from '../dev/launch-error';
import { readRunningStack, requireAnswers, toRunningStack } from './running-stack';

const WRITTEN = {
  addresses: {
    api: 'http://127.0.0.1:4000',
    worker: 'http://127.0.0.1:4001',
    temporalUi: null,
    temporal: '127.0.0.1:7233',
    simulator: 'http://127.0.0.1:4002/v4',
    postgres: 'postgresql://parlae@127.0.0.1/parlae',
  },
  environment: {
    DATABASE_URL: 'postgresql://parlae@127.0.0.1/parlae',
    TEMPORAL_NAMESPACE: 'default',
    VAPI_AUTH_MODE: 'secret',
    VAPI_WEBHOOK_SECRET: 'current-secret-for-tests, previous-secret-for-tests',
  },
};

describe('the running stack', () => {
  it('is found by what it wrote down: addresses, and the current one of its secrets', () => {
    expect(toRunningStack(WRITTEN)).toMatchObject({
      apiUrl: 'http://127.0.0.1:4000',
      simulatorControlUrl: 'http://127.0.0.1:4002/__sim',
      temporalUiUrl: null,
      webhookSecret: 'current-secret-for-tests',
    });
  });

  it('is not called when it would book at a Sikka outside this machine', () => {
    const addresses = { ...WRITTEN.addresses, simulator: 'https://sikka.example.com/v4' };
    expect(() => toRunningStack({ ...WRITTEN, addresses })).toThrow(/not on this machine/);
  });

  it('is not called when it wants signatures that the callers cannot make', () => {
    const environment = { ...WRITTEN.environment, VAPI_AUTH_MODE: 'hmac' };
    expect(() => toRunningStack({ ...WRITTEN, environment })).toThrow(/VAPI_AUTH_MODE=hmac/);
  });

  it('is not guessed at when the file is of another form', () => {
    expect(() => toRunningStack({ addresses: {} })).toThrow(LaunchError);
  });

  it('must be started first', async () => {
    const read = async () => Promise.resolve(readRunningStack('/nowhere', { DATA_DIR: '/nowhere/data' }));
    await expect(read()).rejects.toMatchObject({ cure: 'Start the stack first: npm run dev' });
  });
});

describe('the probe', () => {
  let server: Server;
  let isReady: boolean;
  beforeEach(async () => {
    isReady = true;
    server = createServer((request, response) => {
      response.writeHead(request.url === '/readyz' && !isReady ? 503 : 200).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });
  const stack = () => {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return { ...toRunningStack(WRITTEN), apiUrl: url, workerUrl: url, simulatorControlUrl: `${url}/__sim` };
  };

  it('is content when every part answers', async () => {
    await expect(requireAnswers(stack())).resolves.toBeUndefined();
  });

  it('names the parts that are not ready', async () => {
    isReady = false;
    await expect(requireAnswers(stack())).rejects.toThrow(/api .*worker/);
  });

  it('says to start the stack when nobody is there any more', async () => {
    await expect(requireAnswers({ ...stack(), apiUrl: 'http://127.0.0.1:1' })).rejects.toMatchObject({
      cure: 'Start the stack first: npm run dev',
    });
  });
});
