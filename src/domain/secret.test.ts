import { inspect } from 'node:util';
import { Secret } from './secret';

it('shows its value to who exposes it, and to nothing that prints', () => {
  const secret = new Secret('canary');
  expect(secret.expose()).toBe('canary');
  const shown = [String(secret), JSON.stringify({ secret }), inspect({ secret }, { showHidden: true, depth: null })];
  expect(shown.join()).not.toContain('canary');
});
