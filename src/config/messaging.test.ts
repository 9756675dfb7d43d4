import { z } from 'zod';
import { checkMessaging, messagingVariables, toMessagingConfig } from './messaging';

const TWILIO = {
  TWILIO_ACCOUNT_SID: 'ACinvented',
  TWILIO_AUTH_TOKEN: 'invented-token',
  TWILIO_MESSAGING_SERVICE_SID: 'MGinvented',
};
const APP = { APP_BASE_URL: 'https://parlae.example.com/' };
const read = (env: Record<string, string>, isStrict = false) => z.object(messagingVariables(isStrict)).safeParse(env);
const config = (env: Record<string, string>, environment: 'test' | 'production' = 'test') =>
  toMessagingConfig(read(env).data!, environment);

it('sends no texts, and reaches only Vapi, where nothing is set', () => {
  expect(checkMessaging({})).toEqual([]);
  expect(config({}, 'production')).toEqual({
    appBaseUrl: null,
    controlHosts: ['*.vapi.ai'],
    allowsLoopbackControl: false,
    vapiPublicKey: null,
    twilio: null,
  });
});

it('sends texts once all of it is set', () => {
  expect(checkMessaging({ ...TWILIO, ...APP })).toEqual([]);
  expect(config({ ...TWILIO, ...APP }).twilio).toMatchObject({
    baseUrl: 'https://api.twilio.com',
    accountSid: 'ACinvented',
    appBaseUrl: 'https://parlae.example.com',
  });
});

it('names what is missing of half a setting', () => {
  const problems = checkMessaging({ TWILIO_AUTH_TOKEN: 'invented-token' });
  expect(problems.map(({ variable }) => variable)).toEqual([
    'TWILIO_ACCOUNT_SID',
    'TWILIO_MESSAGING_SERVICE_SID',
    'APP_BASE_URL',
  ]);
  expect(config(TWILIO).twilio).toBeNull();
});

it.each([
  { VAPI_CONTROL_HOSTS: '*' },
  { VAPI_CONTROL_HOSTS: 'https://node.vapi.ai' },
  { VAPI_CONTROL_HOSTS: '*.vapi.ai,' },
  { VAPI_CONTROL_HOSTS: '*.ai.*' },
  { TWILIO_ACCOUNT_SID: 'invented' },
  { TWILIO_BASE_URL: 'https://user@texts.example.com' },
  { APP_BASE_URL: 'parlae.example.com' },
])('refuses %j', (env) => {
  expect(read(env).success).toBe(false);
});

it('asks for https in production', () => {
  for (const env of [{ APP_BASE_URL: 'http://parlae.example.com' }, { TWILIO_BASE_URL: 'http://texts.example.com' }]) {
    expect(read(env).success).toBe(true);
    expect(read(env, true).success).toBe(false);
  }
});

it('reads several hosts', () => {
  expect(config({ VAPI_CONTROL_HOSTS: '*.vapi.ai, Control.example.com' }).controlHosts).toEqual([
    '*.vapi.ai',
    'control.example.com',
  ]);
});
