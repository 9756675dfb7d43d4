import { UNKNOWN_FRESHNESS, type PmsCapabilities, type PmsFreshness } from '../../domain/pms-capabilities';
import { checksOf, type CheckedIntegration } from './checks';

const NOW = new Date('2031-03-04T12:00:00Z');
const minutesAgo = (minutes: number): string => new Date(NOW.getTime() - minutes * 60_000).toISOString();

const CAPABILITIES: PmsCapabilities = {
  software: { name: 'Open Dental', version: 'V24' },
  writes: {
    'book-appointment': 'supported',
    'change-appointment-status': 'supported',
    'reschedule-appointment': 'unproven',
    'create-patient': 'supported',
    'update-patient': 'unsupported',
    'add-note': 'supported',
  },
  provenWrites: [],
  statusWords: ['Cancelled'],
  cancelWord: 'Cancelled',
  providers: [],
  operatories: [],
  appointmentTypes: [],
  hasSlots: false,
  staleParts: [],
};
const FRESHNESS: PmsFreshness = {
  ...UNKNOWN_FRESHNESS,
  pmsRefreshedAt: minutesAgo(25),
  insertedAt: minutesAgo(20),
  syncStatus: 'refresh',
  refreshIntervalMinutes: 20,
  checkedAt: minutesAgo(5),
};
const HEALTHY: CheckedIntegration = {
  status: 'active',
  statusReason: null,
  capabilities: CAPABILITIES,
  freshness: FRESHNESS,
  requestKey: { expiresAt: new Date('2031-03-04T20:00:00Z'), refusedAt: null },
};

const checkOf = (name: string, changes: Partial<CheckedIntegration>) =>
  checksOf({ ...HEALTHY, ...changes }, NOW).find((check) => check.name === name);
const statusOf = (name: string, changes: Partial<CheckedIntegration>) => checkOf(name, changes)?.status;
const fresh = (changes: Partial<PmsFreshness>) => ({ freshness: { ...FRESHNESS, ...changes } });

describe('checksOf', () => {
  it('is ok all over for a healthy practice', () => {
    const checks = checksOf(HEALTHY, NOW);
    expect(checks.map(({ name, status }) => [name, status])).toEqual([
      ['connection', 'ok'],
      ['request-key', 'ok'],
      ['data-age', 'ok'],
      ['utility', 'ok'],
      ['writes', 'ok'],
    ]);
  });

  it('says something about a practice of which nothing is known, and nothing of it is ok but the link', () => {
    const checks = checksOf({ ...HEALTHY, capabilities: null, freshness: null, requestKey: undefined }, NOW);
    expect(checks.map(({ name, status }) => [name, status])).toEqual([
      ['connection', 'ok'],
      ['data-age', 'warn'],
      ['utility', 'warn'],
      ['writes', 'warn'],
    ]);
  });

  it.each([
    ['pending', null, 'warn', /not connected yet/],
    ['degraded', 'key-refused', 'warn', /Connect the practice again/],
    ['degraded', 'not-in-plan', 'warn', /support/],
    ['degraded', 'a word of later times', 'warn', /trouble/],
    ['revoked', 'access-removed', 'fail', /taken our access away/],
    ['revoked', null, 'fail', /ended/],
  ] as const)('connection %s for %s is %s', (status, statusReason, expected, words) => {
    const check = checkOf('connection', { status, statusReason });
    expect(check?.status).toBe(expected);
    expect(check?.detail).toMatch(words);
  });

  it.each([
    ['not yet got', { expiresAt: null, refusedAt: null }, 'warn'],
    ['run out', { expiresAt: NOW, refusedAt: null }, 'warn'],
    ['refused', { expiresAt: null, refusedAt: NOW }, 'fail'],
    ['valid, though another was refused', { expiresAt: new Date('2031-03-04T13:00:00Z'), refusedAt: NOW }, 'ok'],
  ])('a key %s is judged so', (_, requestKey, expected) => {
    expect(statusOf('request-key', { requestKey })).toBe(expected);
  });

  it.each([
    [64, 'ok'],
    [66, 'warn'],
    [26 * 60, 'warn'],
    [26 * 60 + 6, 'fail'],
  ])('a copy that was taken %s minutes ago, 5 of them after the last look, is %s', (minutes, expected) => {
    expect(statusOf('data-age', fresh({ pmsRefreshedAt: minutesAgo(minutes) }))).toBe(expected);
  });

  it('tells the age at the last look, as the copy may have been renewed since', () => {
    const seen = { checkedAt: minutesAgo(23 * 60), pmsRefreshedAt: minutesAgo(40 * 60), insertedAt: null };
    expect(checkOf('data-age', fresh(seen))).toMatchObject({ status: 'warn' });
    expect(checkOf('data-age', fresh(seen))?.detail).toContain('17 hours old');
  });

  it.each([
    ['nobody has told for over a day', { checkedAt: minutesAgo(26 * 60 + 1) }, 'warn'],
    ['there is no connection for over a day', { syncStatus: 'not-refresh' as const }, 'fail'],
    ['Sikka gives no time', { pmsRefreshedAt: null, insertedAt: null }, 'warn'],
    ['data is coming in', { isInsertInProgress: true }, 'warn'],
  ])('data age when %s', (_, changes, expected) => {
    expect(statusOf('data-age', fresh(changes))).toBe(expected);
  });

  it.each([
    ['switched off', { utilityIsInactive: true }, 'fail'],
    ['in error', { utilityHasError: true }, 'warn'],
    ['silent', { pmsRefreshedAt: null, refreshIntervalMinutes: null }, 'warn'],
  ])('a utility that is %s', (_, changes, expected) => {
    expect(statusOf('utility', fresh(changes))).toBe(expected);
  });

  it('names what goes to the staff, cancelling among it where no word cancels', () => {
    expect(checkOf('writes', {})?.detail).toMatch(
      /by themselves: .*cancelled visits.* tasks for the staff: moved visits/,
    );
    const wordless = { capabilities: { ...CAPABILITIES, cancelWord: null } };
    expect(checkOf('writes', wordless)?.detail).toMatch(/tasks for the staff: moved visits, cancelled visits/);
  });

  it('warns when bookings are not known to work', () => {
    const writes = { ...CAPABILITIES.writes, 'book-appointment': 'unproven' as const };
    const check = checkOf('writes', { capabilities: { ...CAPABILITIES, writes } });
    expect(check?.status).toBe('warn');
    expect(check?.detail).toMatch(/New visits are sent too.* tasks for the staff: moved visits/);
  });
});
