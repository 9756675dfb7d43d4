import { Secret } from '../../domain/secret';
import { isSignedByTwilio, twilioSignature } from './signature';

const authToken = new Secret('invented-token');
const url = 'https://parlae.example.com/twilio/inbound?a=1';
const form = new URLSearchParams({ To: '+12025550100', From: '+12025550142', Body: 'STOP', AccountSid: 'ACsimulator' });
/** Made with openssl: HMAC-SHA1 over the URL and the sorted parameters. */
const SIGNATURE = '12wjKRQrltFV8rBNH7aHeESfvq4=';

it('is the one that Twilio makes, in whatever order the parameters come', () => {
  expect(twilioSignature(authToken, url, form)).toBe(SIGNATURE);
  expect(isSignedByTwilio(SIGNATURE, { authToken, url, form })).toBe(true);
});

it('counts a name that is there twice with each of its values', () => {
  const twice = new URLSearchParams('b=2&a=1&b=1&b=2');
  expect(twilioSignature(authToken, url, twice)).toBe(
    twilioSignature(authToken, `${url}a1b1b2`, new URLSearchParams()),
  );
});

it.each([
  ['none', undefined, {}],
  ['an empty one', '', {}],
  ['another', SIGNATURE.toLowerCase(), {}],
  ['one of another account', SIGNATURE, { authToken: new Secret('another-token') }],
  ['one of another address', SIGNATURE, { url: 'https://parlae.example.com/twilio/inbound' }],
  ['one of another text', SIGNATURE, { form: new URLSearchParams([...form, ['Body2', 'x']]) }],
])('refuses %s', (_what, presented, changes) => {
  expect(isSignedByTwilio(presented, { authToken, url, form, ...changes })).toBe(false);
});
