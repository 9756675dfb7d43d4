import { inspect } from 'node:util';
import { Secret } from '../domain/secret';
import type { PracticeCredentials, PracticeTokens, SecretStore } from './port';

/** For tests only: what every back end of the port guarantees. */

export const NO_TOKENS = { requestKey: null, refreshKey: null, requestKeyExpiresAt: null } as const;

export const credentialsOf = (officeId: string, secretKey = `canary-secret-${officeId}`): PracticeCredentials => ({
  officeId,
  secretKey: new Secret(secretKey),
  ...NO_TOKENS,
});

export const tokensOf = (name: string, expiresAt = '2031-03-05T12:00:00.000Z'): PracticeTokens => ({
  requestKey: new Secret(`canary-request-${name}`),
  refreshKey: new Secret(`canary-refresh-${name}`),
  requestKeyExpiresAt: new Date(expiresAt),
});

/** In clear, for comparisons. */
export const inClear = (stored: PracticeCredentials | null) =>
  stored && {
    officeId: stored.officeId,
    secretKey: stored.secretKey.expose(),
    requestKey: stored.requestKey?.expose() ?? null,
    refreshKey: stored.refreshKey?.expose() ?? null,
    expiresAt: stored.requestKeyExpiresAt?.toISOString() ?? null,
  };

/** @param open a store as a process has it; each further one is another process, or the same after a restart */
export function describeStoreContract(open: () => SecretStore, arnOf: (name: string) => unknown): void {
  const stored = async (officeId?: string) => inClear(await open().getPracticeCredentials('acc', officeId));

  describe('credentials', () => {
    it('of the first office lie under the account, those of others under their office', async () => {
      const store = open();
      for (const [officeId, name] of [
        ['Z1', 'parlae/pms/sikka/acc'],
        ['Z2', 'parlae/pms/sikka/acc/Z2'],
        ['Z1', 'parlae/pms/sikka/acc'],
      ] as const) {
        expect(await store.storePracticeCredentials('acc', credentialsOf(officeId))).toEqual({ arn: arnOf(name) });
      }
      expect(await stored()).toMatchObject({ officeId: 'Z1' });
      expect(await stored('Z1')).toMatchObject({ officeId: 'Z1', secretKey: 'canary-secret-Z1' });
      expect(await stored('Z2')).toMatchObject({ officeId: 'Z2', secretKey: 'canary-secret-Z2' });
      expect(await stored('Z3')).toBeNull();
      expect(await open().getPracticeCredentials('other')).toBeNull();
    });

    it('survive a restart, keys included, and print nothing of themselves', async () => {
      await open().storePracticeCredentials('acc', credentialsOf('Z1'));
      await open().updatePracticeTokens('acc', 'Z1', tokensOf('a'));
      expect(await stored('Z1')).toEqual({
        officeId: 'Z1',
        secretKey: 'canary-secret-Z1',
        requestKey: 'canary-request-a',
        refreshKey: 'canary-refresh-a',
        expiresAt: '2031-03-05T12:00:00.000Z',
      });
      const read = await open().getPracticeCredentials('acc', 'Z1', { isFresh: true });
      expect(JSON.stringify(read) + inspect(read, { depth: null })).not.toContain('canary');
    });

    it('are not made by a renewal for an office that has none', async () => {
      const failure: unknown = await open()
        .updatePracticeTokens('acc', 'Z1', tokensOf('a'))
        .catch((error: unknown) => error);
      expect(failure).toMatchObject({ name: 'SecretsError', code: 'not-found', isRetryable: false });
      expect(inspect(failure, { depth: null })).not.toContain('canary');
      expect(await stored('Z1')).toBeNull();
    });

    it.each(['', 'a/b', '../x', 'a b'])('are not kept under the unsafe account id %j', async (accountId) => {
      await expect(open().getPracticeCredentials(accountId)).rejects.toThrow(RangeError);
      await expect(open().storePracticeCredentials(accountId, credentialsOf('Z1'))).rejects.toThrow(RangeError);
      await expect(open().updatePracticeTokens('acc', accountId, tokensOf('a'))).rejects.toThrow(RangeError);
    });
  });

  describe('storing an office again', () => {
    beforeEach(async () => {
      await open().storePracticeCredentials('acc', credentialsOf('Z1'));
      await open().updatePracticeTokens('acc', 'Z1', tokensOf('a'));
    });

    it('with another secret drops the keys of the old one, and keeps its place', async () => {
      const rotated = { ...credentialsOf('Z1', 'canary-rotated'), ...tokensOf('a') };
      const { arn } = await open().storePracticeCredentials('acc', rotated);
      expect(arn).toEqual(arnOf('parlae/pms/sikka/acc'));
      const nothing = { requestKey: null, refreshKey: null, expiresAt: null };
      expect(await stored('Z1')).toEqual({ officeId: 'Z1', secretKey: 'canary-rotated', ...nothing });
    });

    it('with the same secret keeps the keys, unless it brings others', async () => {
      await open().storePracticeCredentials('acc', credentialsOf('Z1'));
      expect(await stored('Z1')).toMatchObject({ requestKey: 'canary-request-a' });
      await open().storePracticeCredentials('acc', { ...credentialsOf('Z1'), ...tokensOf('b') });
      expect(await stored('Z1')).toMatchObject({ requestKey: 'canary-request-b', refreshKey: 'canary-refresh-b' });
    });
  });

  describe('several writers', () => {
    it('of an account’s first offices find a place each', async () => {
      const offices = ['Z1', 'Z2', 'Z3'];
      await Promise.all(offices.map((officeId) => open().storePracticeCredentials('acc', credentialsOf(officeId))));
      for (const officeId of offices) expect(await stored(officeId)).toMatchObject({ officeId });
      expect(offices).toContain((await stored())?.officeId);
    });

    it('lose neither a rotation of the secret nor a renewal of the keys', async () => {
      await open().storePracticeCredentials('acc', credentialsOf('Z1'));
      for (const round of ['1', '2', '3']) {
        await Promise.all([
          open().storePracticeCredentials('acc', credentialsOf('Z2', `canary-secret-of-round-${round}`)),
          open().storePracticeCredentials('acc', credentialsOf('Z1', `canary-secret-of-round-${round}`)),
          open().updatePracticeTokens('acc', 'Z1', tokensOf(round)),
        ]);
        // Whether the keys came before the new secret, which drops them, or after it, is open; the secret is not.
        const { secretKey, requestKey } = (await stored('Z1')) ?? {};
        expect(secretKey).toBe(`canary-secret-of-round-${round}`);
        expect([null, `canary-request-${round}`]).toContain(requestKey);
      }
    });
  });
}
