import express from 'express';
import type { VapiAuthConfig } from '../../config/vapi-auth';
import { Secret } from '../../domain/secret';
import { authenticateVapi } from '../vapi/auth';
import { createFailedSignInLimit, senderOf } from './failed-sign-ins';
import { readRawBody } from './raw-body';
import { onLoopback } from './test-loopback';

const SECRET = 'invented-current-secret';
const config: VapiAuthConfig = { mode: 'secret', secrets: [new Secret(SECRET)] };

interface Knock {
  readonly secret?: string;
  readonly from?: string;
}

/** Knocks one after the other where three failures a minute are let pass. */
async function knock(knocks: readonly Knock[], trustProxy: number | false = false) {
  const turnedAway = jest.fn();
  const refused = jest.fn();
  const app = express();
  app.set('trust proxy', trustProxy);
  const turnAway = createFailedSignInLimit(3, Buffer.from('invented salt'), turnedAway);
  const authenticate = authenticateVapi(config, { nowMs: Date.now, onRefused: refused, turnAway });
  app.post('/', readRawBody(), authenticate, (_req, res) => void res.json({}));
  const answers = await onLoopback(app, async (origin) => {
    const all: Response[] = [];
    for (const { secret = 'wrong', from } of knocks) {
      const forwarded: Record<string, string> = from === undefined ? {} : { 'x-forwarded-for': from };
      all.push(await fetch(origin, { method: 'POST', headers: { 'x-vapi-secret': secret, ...forwarded }, body: '{}' }));
    }
    return all;
  });
  return { answers, statuses: answers.map(({ status }) => status), turnedAway, refused };
}

const WRONG: Knock = {};
const RIGHT: Knock = { secret: SECRET };

it('answers 401, and from the fourth failure of a minute on 429 with the time to wait', async () => {
  const { answers, statuses, turnedAway, refused } = await knock([WRONG, WRONG, WRONG, WRONG, WRONG]);
  expect(statuses).toEqual([401, 401, 401, 429, 429]);
  expect(Number(answers[4]?.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(Number(answers[4]?.headers.get('retry-after'))).toBeLessThanOrEqual(60);
  expect(answers[4]?.headers.get('content-type')).toContain('application/problem+json');
  expect(turnedAway).toHaveBeenCalledTimes(2);
  expect(refused).toHaveBeenCalledTimes(5);
});

it('lets whoever has the secret pass, however many fail behind the same address', async () => {
  const { statuses } = await knock([WRONG, WRONG, WRONG, WRONG, RIGHT, WRONG, RIGHT]);
  expect(statuses).toEqual([401, 401, 401, 429, 200, 429, 200]);
});

it('tells senders apart by the address that a trusted proxy names', async () => {
  const [here, there] = [{ from: '192.0.2.1' }, { from: '192.0.2.77' }];
  expect((await knock([here, here, here, here, there], 1)).statuses).toEqual([401, 401, 401, 429, 401]);
});

it('is not fooled by an address that the sender makes up where no proxy is trusted', async () => {
  const knocks = ['192.0.2.1', '192.0.2.2', '192.0.2.3', '192.0.2.4'].map((from) => ({ from }));
  expect((await knock(knocks)).statuses).toEqual([401, 401, 401, 429]);
});

it.each([
  ['192.0.2.1', '192.0.2.1'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['2001:db8:0:1::5', '2001:db8:0:1'],
  ['2001:db8:0:1:ffff:ffff:ffff:ffff', '2001:db8:0:1'],
  ['2001:0db8::1', '2001:db8:0:0'],
  ['::1', '0:0:0:0'],
  ['fe80::1%eth0', 'fe80:0:0:0'],
  [undefined, 'unknown'],
])('counts %s as %s', (address, sender) => {
  expect(senderOf(address)).toBe(sender);
});
