import { reveal } from '../domain/phi';
import { eachPatientPage } from './patients';
import { startTestCalls, type TestCalls } from './test-calls';
import { OFFICE, sikkaError, type ScriptedAnswer } from './test-rig';

const patient = (n: number, practice_id = '1-1') => ({
  patient_id: String(n),
  practice_id,
  firstname: 'Canary',
  homephone: '602-555-0142',
});

let rows: object[];
let refusal: ScriptedAnswer | null;
let rig: TestCalls;
beforeEach(async () => {
  refusal = null;
  rig = await startTestCalls(({ query }) => {
    const [limit, offset] = [Number(query.get('limit')), Number(query.get('offset'))];
    const items = rows.slice(offset * limit, (offset + 1) * limit);
    if (refusal !== null && offset > 0) return refusal;
    return items.length === 0 ? { status: 204 } : { status: 200, json: { total_count: '', items } };
  });
});
afterEach(() => rig.close());

it('gives the patients of the practice, wrapped, each once, over 10,000', async () => {
  rows = Array.from({ length: 10_000 }, (_, n) => patient(n, n % 10 === 0 ? '1-2' : '1-1'));
  const ids: string[] = [];
  for await (const page of eachPatientPage(rig.calls)({ office: OFFICE, priority: 'background' })) {
    if (!page.ok) throw new Error(page.error.code);
    expect(JSON.stringify(page)).not.toContain('Canary');
    ids.push(...page.value.map((one) => reveal(one).patientId));
  }
  expect(ids).toHaveLength(9_000);
  expect(new Set(ids).size).toBe(9_000);
  expect(Object.fromEntries(rig.seen[0]?.query ?? [])).toEqual({
    practice_id: '1-1',
    fields: 'homephone,workphone',
    limit: '500',
    offset: '0',
  });
});

it('ends with the failure of a page', async () => {
  rows = Array.from({ length: 1_000 }, (_, n) => patient(n));
  refusal = sikkaError(500, 'API2001');
  const pages = [];
  for await (const page of eachPatientPage(rig.calls)({ office: OFFICE })) pages.push(page.ok);
  expect(pages).toEqual([true, false]);
});

it('asks nothing more once its reader has stopped', async () => {
  rows = Array.from({ length: 1_000 }, (_, n) => patient(n));
  for await (const page of eachPatientPage(rig.calls)({ office: OFFICE })) if (page.ok) break;
  expect(rig.seen).toHaveLength(1);
});

it('never asks for more than 5000 rows at once', async () => {
  rows = [];
  for await (const page of eachPatientPage(rig.calls)({ office: OFFICE }, { rowsPerPage: 9_000 }))
    expect(page.ok).toBe(true);
  expect(rig.seen[0]?.query.get('limit')).toBe('5000');
});
