import { listInsuranceCompanies } from './insurance-companies';
import { startTestCalls, type TestCalls } from './test-calls';
import { listOf, OFFICE, type ScriptedAnswer } from './test-rig';

const company = (insurance_company_id: string, changes: object = {}) => ({
  insurance_company_id,
  insurance_company_name: `Sample Insurance ${insurance_company_id}`,
  group_plan_name: 'Sample Plan',
  ...changes,
});

let answer: ScriptedAnswer;
let rig: TestCalls;
beforeEach(async () => {
  rig = await startTestCalls(() => answer);
});
afterEach(() => rig.close());

it('asks for the names, which are not there by default, and leaves other practices out', async () => {
  answer = listOf(company('1'), company('2', { practice_id: '1-1' }), company('3', { practice_id: '1-2' }));
  expect(await listInsuranceCompanies(rig.calls)({ office: OFFICE })).toMatchObject({
    ok: true,
    value: [{ name: 'Sample Insurance 1', groupPlanName: 'Sample Plan', carrierId: '' }, { insuranceCompanyId: '2' }],
  });
  expect(Object.fromEntries(rig.seen[0]?.query ?? [])).toMatchObject({
    practice_id: '1-1',
    fields: 'insurance_company_name,group_plan_name,carrier_id',
  });
});

it('gives the one that is asked for, whatever the filter lets through', async () => {
  answer = listOf(company('1'), company('2'));
  const reply = await listInsuranceCompanies(rig.calls)({ office: OFFICE }, { insuranceCompanyId: '2' });
  expect(reply).toMatchObject({ ok: true, value: [{ insuranceCompanyId: '2' }] });
  expect(reply.ok && reply.value).toHaveLength(1);
  expect(rig.seen[0]?.query.get('insurance_company_id')).toBe('2');
});
