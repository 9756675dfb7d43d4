import { execFileSync } from 'node:child_process';
import { addressesOf, describeStack, searchPatientsCurl } from './banner';
import { buildDevEnvironment } from './environment';
import { readDevSettings } from './settings';

const settings = readDevSettings('/project', {});
const secrets = {
  VAPI_WEBHOOK_SECRET: 'current',
  PAYLOAD_KEYS: 'k',
  ADMIN_JWT_SECRET: 'invented',
  INDEX_KEY: 'i',
  AUDIT_SIGNING_KEY: 's',
  DEV_POSTGRES_PASSWORD: 'hidden-word',
  DEV_SERVICE_PASSWORD: 'hidden-word',
};

describe('describeStack', () => {
  const describeWith = (env: Record<string, string>) => {
    const environment = buildDevEnvironment(settings, secrets, env);
    return describeStack(addressesOf(settings, environment), environment, 'call-1');
  };

  it('shows every address and a request to paste, but no database password', () => {
    const text = describeWith({});
    for (const port of [4000, 4001, 4002, 8233, 7233, 54_329]) expect(text).toContain(`:${port}`);
    expect(text).toContain('X-Vapi-Secret: current');
    expect(text).toContain('npm run demo:call');
    expect(text).not.toContain('hidden-word');
  });

  it("marks what is the user's own and leaves out a UI that is not ours", () => {
    const text = describeWith({
      TEMPORAL_ADDRESS: 'temporal.test:7233',
      DATABASE_URL: 'postgresql://me:hidden-word@db/mine',
    });
    expect(text).toContain('temporal.test:7233   (yours)');
    expect(text).toContain('postgresql://me@db/mine   (yours)');
    expect(text).not.toMatch(/Temporal UI|hidden-word/);
  });

  it('sends the current one of several secrets, and shows no request in a mode that refuses it', () => {
    expect(describeWith({ VAPI_WEBHOOK_SECRET: 'new,old' })).toContain("X-Vapi-Secret: new'");
    expect(describeWith({ VAPI_AUTH_MODE: 'hmac' })).not.toContain('curl');
  });
});

describe('searchPatientsCurl', () => {
  it('survives the shell, whatever the secret holds', () => {
    const command = searchPatientsCurl('http://127.0.0.1:4000', "it's $HOME", 'call-1').replace(
      /^curl/,
      "printf '%s\\0'",
    );
    const words = execFileSync('/bin/sh', ['-c', command], { encoding: 'utf8' }).split('\0');
    expect(words).toContain("X-Vapi-Secret: it's $HOME");
    const body: unknown = JSON.parse(words[words.indexOf('-d') + 1] ?? '');
    expect(body).toMatchObject({
      message: {
        type: 'tool-calls',
        toolCallList: [{ function: { name: 'search-patients', arguments: { dateOfBirth: '1988-04-12' } } }],
        call: { id: 'call-1', phoneNumberId: 'num-dev-0001' },
      },
    });
  });
});
