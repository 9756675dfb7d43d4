import { randomBytes } from 'node:crypto';
import { decode, encode } from '@temporalio/common/lib/encoding';
import { ACCOUNT_METADATA_KEY } from './account-metadata';
import { EncryptionCodec, type PayloadKeyRing } from './codec';
import { payloadConverter } from './payload-converter';

const [oldKey, newKey] = [randomBytes(32), randomBytes(32)];
const before: PayloadKeyRing = { current: { id: 'k1', key: oldKey }, all: new Map([['k1', oldKey]]) };
const rotated: PayloadKeyRing = {
  current: { id: 'k2', key: newKey },
  all: new Map([
    ['k1', oldKey],
    ['k2', newKey],
  ]),
};
const VALUE = { accountId: 'acct-1', patient: 'Maya Brightwater' };

async function encrypt(ring: PayloadKeyRing, value: unknown = VALUE) {
  const [payload] = await new EncryptionCodec(ring).encode([payloadConverter.toPayload(value)]);
  if (payload === undefined) throw new Error('no payload');
  return payload;
}

async function decrypt(ring: PayloadKeyRing, payload: Awaited<ReturnType<typeof encrypt>>): Promise<unknown> {
  const [plain] = await new EncryptionCodec(ring).decode([payload]);
  return plain === undefined ? undefined : payloadConverter.fromPayload(plain);
}

describe('EncryptionCodec', () => {
  it('gives back what it was given, and shows none of it', async () => {
    const payload = await encrypt(before);
    expect(Buffer.from(payload.data ?? []).toString('latin1')).not.toContain('Brightwater');
    expect(await decrypt(before, payload)).toEqual(VALUE);
  });

  it('names the account outside, for whoever decides about a decode', async () => {
    const accountIn = async (value: unknown): Promise<string> =>
      decode((await encrypt(before, value)).metadata?.[ACCOUNT_METADATA_KEY] ?? new Uint8Array());
    expect(await accountIn(VALUE)).toBe('acct-1');
    expect(await accountIn(['no account'])).toBe('');
  });

  it('refuses a payload that was moved to another account, or whose bytes changed', async () => {
    const payload = await encrypt(before);
    const moved = { ...payload, metadata: { ...payload.metadata, [ACCOUNT_METADATA_KEY]: encode('acct-2') } };
    await expect(decrypt(before, moved)).rejects.toThrow();
    const data = Buffer.from(payload.data ?? []);
    data[20] = (data[20] ?? 0) ^ 1;
    await expect(decrypt(before, { ...payload, data })).rejects.toThrow();
  });

  it('reads what an older key wrote, and writes with the current one', async () => {
    expect(await decrypt(rotated, await encrypt(before))).toEqual(VALUE);
    await expect(decrypt(before, await encrypt(rotated))).rejects.toThrow('not in the ring');
  });

  it('refuses a payload that nobody encrypted', async () => {
    const plain = payloadConverter.toPayload(VALUE);
    await expect(decrypt(before, plain)).rejects.toThrow('not encrypted');
  });
});
