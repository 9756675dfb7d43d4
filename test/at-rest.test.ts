import { randomBytes } from 'node:crypto';
import { phi, reveal } from '../src/domain/phi';
import { createAccount } from '../src/persistence/accounts';
import { Database } from '../src/persistence/database';
import { createPhiCipher, type WrappingKeys } from '../src/persistence/phi-cipher';
import { createTestDatabase, type TestDatabase } from './support/database';

const COLUMN = 'bookings.patient';
const VALUE = { patientId: '4001' };
const [oldKey, newKey] = [randomBytes(32), randomBytes(32)];
const KEYS: WrappingKeys = { current: { id: 'k1', key: oldKey }, all: new Map([['k1', oldKey]]) };

describe('PHI at rest', () => {
  let postgres: TestDatabase;
  let database: Database;
  beforeAll(async () => {
    postgres = await createTestDatabase();
    database = new Database(postgres.admin);
  });
  afterAll(() => postgres.drop());

  const newAccount = (): Promise<string> =>
    database.transaction((tx) => createAccount(tx, KEYS, { name: 'Sample', timeZone: 'America/New_York' }));

  it('opens under its own account and column, and under no other', async () => {
    const [mine, other] = [await newAccount(), await newAccount()];
    const cipher = createPhiCipher(database, KEYS);
    const sealed = await cipher.seal(mine, COLUMN, phi(VALUE));
    expect(sealed.toString('latin1')).not.toContain('4001');
    expect(reveal(await cipher.open(mine, COLUMN, sealed))).toEqual(VALUE);
    await expect(cipher.open(other, COLUMN, sealed)).rejects.toThrow();
    await expect(cipher.open(mine, 'call_patients.patient', sealed)).rejects.toThrow();
  });

  it('gives each account a data key of its own, which only the wrapping key opens', async () => {
    const account = await newAccount();
    const sealed = await createPhiCipher(database, KEYS).seal(account, COLUMN, phi(VALUE));
    const rows = await postgres.query<{ wrapped_data_key: Buffer }>('SELECT wrapped_data_key FROM accounts');
    expect(new Set(rows.map((row) => row.wrapped_data_key.toString('hex'))).size).toBe(rows.length);

    const rotated: WrappingKeys = {
      current: { id: 'k2', key: newKey },
      all: new Map([
        ['k1', oldKey],
        ['k2', newKey],
      ]),
    };
    expect(reveal(await createPhiCipher(database, rotated).open(account, COLUMN, sealed))).toEqual(VALUE);
    const without: WrappingKeys = { current: { id: 'k2', key: newKey }, all: new Map([['k2', newKey]]) };
    await expect(createPhiCipher(database, without).open(account, COLUMN, sealed)).rejects.toThrow('PAYLOAD_KEYS');
  });

  it('names the constraint of a failed statement, and never its parameters', async () => {
    const account = await newAccount();
    const again = database.run((m) =>
      m.query('INSERT INTO accounts SELECT $1::uuid, $2, $3, $4, $5', [
        account,
        'Maya Brightwater',
        'z',
        'k',
        Buffer.from('x'),
      ]),
    );
    const error: unknown = await again.catch((failure: unknown) => failure);
    expect(error).toMatchObject({ name: 'PersistenceError', sqlState: '23505', constraint: 'pk_accounts' });
    expect(JSON.stringify(error) + String(error)).not.toContain('Brightwater');
  });
});
