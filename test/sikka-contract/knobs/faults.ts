import { PmsErrorCode } from '../../../src/domain/pms-errors';
import { book, errorOf, read, valueOf } from '../calls';
import { OFFICE } from '../linked-client';
import type { KnobLine, LineBench } from './line';

type Status = number | 'reset' | 'reset-after' | 'timeout' | 'html' | 'truncated' | 'bad-gzip' | 'malformed';
type Expected = readonly [
  status: Status,
  errorCode: string | null,
  code: PmsErrorCode,
  writeOutcome: 'not-accepted' | 'unknown',
];

const [NO, UNKNOWN] = ['not-accepted', 'unknown'] as const;
const { auth, accessRevoked, rateLimited, unavailable, notReady, utilityOffline } = PmsErrorCode;
const { timeout, conflict, notFound, refused, unreadable } = PmsErrorCode;

/** Every way in which Sikka may fail, and what is to be made of it. */
const FAILURES: readonly Expected[] = [
  [400, 'API1001', refused, NO],
  [400, 'API1020', refused, NO],
  [400, 'API1026', refused, NO],
  [400, 'API1027', refused, NO],
  [401, 'API2004', accessRevoked, NO],
  [401, 'API2007', accessRevoked, NO],
  [403, null, auth, UNKNOWN],
  [404, 'API2009', notFound, UNKNOWN],
  [405, 'API2014', refused, NO],
  [408, null, timeout, UNKNOWN],
  [409, 'API2013', conflict, NO],
  [409, 'API2015', conflict, NO],
  [410, 'API2018', notFound, UNKNOWN],
  [412, 'API2017', utilityOffline, NO],
  [415, 'API1006', refused, NO],
  [422, 'API2019', refused, NO],
  [429, null, rateLimited, NO],
  [429, 'API2011', rateLimited, NO],
  [429, 'API2012', rateLimited, NO],
  [500, 'API2001', unavailable, UNKNOWN],
  [500, 'API2006', unavailable, UNKNOWN],
  [500, 'API2010', notReady, UNKNOWN],
  [502, null, unavailable, UNKNOWN],
  [503, 'API2002', unavailable, UNKNOWN],
  [504, 'API2022', unavailable, UNKNOWN],
  ['html', null, unavailable, UNKNOWN],
  ['reset', null, unavailable, UNKNOWN],
  ['reset-after', null, unavailable, UNKNOWN],
  ['truncated', null, unavailable, UNKNOWN],
  ['bad-gzip', null, unreadable, UNKNOWN],
  ['malformed', null, unreadable, UNKNOWN],
  ['timeout', null, timeout, UNKNOWN],
];
/** The request was served although its answer did not come. */
const SERVED: readonly Status[] = ['reset-after', 'truncated', 'bad-gzip', 'malformed'];
/** A read that was cut is asked once more. */
const CUT: readonly Status[] = ['reset', 'reset-after', 'truncated'];
const PATIENCE_MS = 150;

const faultOf = (status: Status, errorCode: string | null) => ({
  status,
  ...(errorCode === null ? {} : { errorCode }),
});

async function checkFailure(bench: LineBench, [status, errorCode, code, writeOutcome]: Expected): Promise<void> {
  const { client } = bench;
  const timeoutMs = status === 'timeout' ? PATIENCE_MS : 4_000;
  const fault = faultOf(status, errorCode);
  valueOf(await read(client));

  if (CUT.includes(status)) {
    await bench.set({ 'api.faults': [{ path: '/providers', ...fault }] });
    valueOf(await read(client, OFFICE, timeoutMs));
  }
  await bench.set({ 'api.faults': [{ path: '/providers', ...fault, count: 2 }] });
  expect(errorOf(await read(client, OFFICE, timeoutMs)).code).toBe(code);

  await bench.set({ 'api.faults': [{ path: '/appointment', ...fault }] });
  const error = errorOf(await book(client, {}, { timeoutMs }));
  expect({ code: error.code, writeOutcome: error.writeOutcome }).toEqual({ code, writeOutcome });
  expect(await bench.requests('POST', '/appointment')).toHaveLength(1);
  expect(await bench.writes()).toHaveLength(SERVED.includes(status) ? 1 : 0);
}

/** A key that is called dead once costs nothing; twice, the call has failed and the write has not been taken. */
async function checkDeadKey(bench: LineBench, status: number, errorCode: string): Promise<void> {
  const { client } = bench;
  await bench.set({ 'api.faults': [{ path: '/appointment', status, errorCode }] });
  valueOf(await book(client));
  expect(await bench.writes()).toHaveLength(1);
  expect(bench.refusals).toEqual([]);

  await bench.set({ 'api.faults': [{ path: '/appointment', status, errorCode, count: 2 }] });
  expect(errorOf(await book(client)).writeOutcome).toBe('not-accepted');
  expect(await bench.writes()).toHaveLength(1);
  expect(bench.refusals).toEqual(['key-refused']);
}

const DEAD_KEYS = [
  [400, 'API1025'],
  [400, 'API1004'],
  [401, 'API2003'],
] as const;

export const FAULT_LINES: readonly KnobLine[] = [
  ...FAILURES.map((expected): KnobLine => {
    const [status, errorCode, code, writeOutcome] = expected;
    return {
      knob: 'api.faults',
      setting: [{ path: '/nothing', ...faultOf(status, errorCode) }],
      guarantee: `a read is ${code}, a write ${writeOutcome} and sent once`,
      check: (bench) => checkFailure(bench, expected),
    };
  }),
  ...DEAD_KEYS.map(([status, errorCode]): KnobLine => ({
    knob: 'api.faults',
    setting: [{ path: '/nothing', status, errorCode }],
    guarantee: 'a dead key is renewed once, and the write taken once',
    check: (bench) => checkDeadKey(bench, status, errorCode),
  })),
];
