import { inspect } from 'node:util';
import { phi } from '../domain/phi';
import { Secret } from '../domain/secret';
import type { OneAnswer, OneRequest } from './post-once';
import { createTexts } from './texts';

const TEXT = { to: phi('+12025550142'), words: phi('canary-words') };

function textsThat(answer: OneAnswer) {
  const asked: OneRequest[] = [];
  const texts = createTexts({
    baseUrl: 'https://texts.example.com',
    accountSid: 'ACinvented',
    authToken: new Secret('invented-token'),
    messagingServiceSid: 'MGinvented',
    post: (request) => {
      asked.push(request);
      return Promise.resolve(answer);
    },
  });
  return { asked, texts };
}

it('asks once, signed in as the account', async () => {
  const { asked, texts } = textsThat({ kind: 'answered', status: 201, body: '{"sid":"SMinvented"}' });
  const reply = await texts.send(TEXT);
  expect(reply).toMatchObject({
    outcome: { kind: 'sent', messageSid: 'SMinvented' },
    exchange: { endpoint: '/Accounts/{AccountSid}/Messages.json', responseStatus: 201 },
  });
  expect(asked).toHaveLength(1);
  expect(asked[0]?.url.expose().href).toBe('https://texts.example.com/2010-04-01/Accounts/ACinvented/Messages.json');
  const credentials = Buffer.from('ACinvented:invented-token').toString('base64');
  expect(asked[0]?.authorization?.expose()).toBe(`Basic ${credentials}`);
  expect(inspect([asked, reply], { depth: null })).not.toMatch(/canary|5550142|invented-token/);
});

it.each([
  [{ kind: 'lost' } as const, 'unknown'],
  [{ kind: 'not-sent' } as const, 'refused'],
  [{ kind: 'answered', status: 400, body: '{"code":21610}' } as const, 'opted-out'],
])('%j', async (answer, kind) => {
  const { texts } = textsThat(answer);
  expect((await texts.send(TEXT)).outcome.kind).toBe(kind);
});
