import { MockActivityEnvironment } from '@temporalio/testing';
import type { ChangeSendResult } from '../src/domain/changes/steps';
import {
  AS_IT_STARTED,
  bookAtDesk,
  cancelOf,
  createChangeDriver,
  HIDES_WRITEBACKS,
  historyOf,
  startActivities,
  visitAtDesk,
  type ChangeDriver,
  type DeskVisit,
} from './support/changes';
import { startStack, type TestStack } from './support/stack';
import { waitFor } from './support/wait';

describe('the cancellation of a visit', () => {
  let stack: TestStack;
  let driver: ChangeDriver;
  beforeAll(async () => {
    stack = await startStack();
    driver = await createChangeDriver(stack);
  });
  afterEach(() => stack.simulator.put('/knobs', AS_IT_STARTED));
  afterAll(async () => {
    await driver.close();
    await stack.stop();
  });

  const patches = ({ appointmentSrNo }: DeskVisit): Promise<(number | null)[]> =>
    stack.simulator.statusesOf('PATCH', `/appointments/${appointmentSrNo}`);
  const cancel = (visit: DeskVisit, more: object = {}) =>
    driver.store({ kind: 'cancel-appointment', request: cancelOf(visit), ...more });

  it('is sent first and then confirmed, with one request by the practice’s own word', async () => {
    const visit = await bookAtDesk(stack, '08:00');
    const change = await cancel(visit);
    expect(await driver.ask(change)).toBe('sent');
    await driver.waitFor(change.changeId, 'confirmed');
    expect(await historyOf(stack, change.changeId)).toEqual(['held', 'sent', 'confirmed']);
    expect(await patches(visit)).toEqual([200]);
    expect(await visitAtDesk(stack, visit)).toMatchObject({ isCancelled: true });
    expect(await driver.ask(change)).toBe('confirmed');
    expect(await driver.tasks(change.changeId)).toEqual([]);
    expect(await patches(visit)).toEqual([200]);
  });

  it('ends by itself, and says how, where it is a step of another workflow', async () => {
    const visit = await bookAtDesk(stack, '08:40');
    const { workflowId, ...input } = await cancel(visit);
    const taskQueue = stack.env['TEMPORAL_TASK_QUEUE'] ?? '';
    const args = [{ ...input, isPartOfMove: true }];
    const ended = await driver.client.workflow.execute('cancelAppointment', { workflowId, taskQueue, args });
    expect(ended).toMatchObject({ kind: 'confirmed', changeId: input.changeId });
  });

  it('asks nobody and waits for nobody when a step of another workflow fails', async () => {
    const visit = await bookAtDesk(stack, '09:20');
    const { workflowId, ...input } = await cancel(visit, { lookupWindowSeconds: 1 });
    await stack.simulator.put('/knobs', { 'write.lostAnswer': 'lost-reset' });
    const taskQueue = stack.env['TEMPORAL_TASK_QUEUE'] ?? '';
    const args = [{ ...input, isPartOfMove: true }];
    const ended = await driver.client.workflow.execute('cancelAppointment', { workflowId, taskQueue, args });
    expect(ended).toMatchObject({ kind: 'working' });
    expect(await driver.tasks(input.changeId)).toEqual([]);
  });

  it('is confirmed, and nothing is sent, where the desk has cancelled already', async () => {
    const visit = await bookAtDesk(stack, '10:00');
    const first = await cancel(visit);
    await driver.ask(first);
    await driver.waitFor(first.changeId, 'confirmed');
    const again = await cancel(visit);
    expect(await driver.ask(again)).toBe('confirmed');
    expect(await patches(visit)).toEqual([200]);
  });

  it.each([
    ['is gone', '10:40', { appointmentSrNo: '999999999' }, 'visit-missing'],
    ['has another time by now', '11:20', { time: '07:00' }, 'read-back-differs'],
    ['is another patient’s', '12:00', { patientId: '4002' }, 'read-back-differs'],
  ])('of a visit that %s is not done, and people look at it', async (_what, time, spoken, reason) => {
    const visit = await bookAtDesk(stack, time);
    const change = await driver.store({ kind: 'cancel-appointment', request: cancelOf({ ...visit, ...spoken }) });
    expect(await driver.ask(change)).toBe('not-done');
    expect(await driver.row(change.changeId)).toMatchObject({ state: 'failed', reason_code: reason });
    expect(await driver.tasks(change.changeId)).toMatchObject([{ kind: 'cancel-by-hand', reason_code: reason }]);
    expect(await patches(visit)).toEqual([]);
    expect(await visitAtDesk(stack, visit)).toMatchObject({ isCancelled: false });
  });

  it.each([
    ['no word that cancels for certain', '12:40', `'{cancelWord}', 'null'`],
    ['software that takes no cancellation', '13:20', `'{writes,change-appointment-status}', '"unsupported"'`],
  ])('is left to people at a practice with %s', async (_what, time, path) => {
    const visit = await bookAtDesk(stack, time);
    const [kept] = await stack.database.query<{ capabilities: object }>(
      'SELECT capabilities FROM pms_capabilities WHERE integration_id = $1',
      [driver.practice.integrationId],
    );
    await stack.database.query(
      `UPDATE pms_capabilities SET capabilities = jsonb_set(capabilities, ${path}) WHERE integration_id = $1`,
      [driver.practice.integrationId],
    );
    const change = await cancel(visit);
    expect(await driver.ask(change)).toBe('task');
    expect(await driver.row(change.changeId)).toMatchObject({ state: 'held', route: 'staff' });
    const [task] = await driver.tasks(change.changeId);
    expect(task).toMatchObject({ kind: 'cancel-by-hand', reason_code: 'pms-unsupported', status: 'open' });
    expect(task?.details).toMatchObject({ asked: { visit: { appointmentSrNo: visit.appointmentSrNo } } });
    expect(await patches(visit)).toEqual([]);
    await stack.database.query('UPDATE pms_capabilities SET capabilities = $2 WHERE integration_id = $1', [
      driver.practice.integrationId,
      JSON.stringify(kept?.capabilities),
    ]);

    await driver.decide(change.workflowId, 'operatorMarkDone');
    await driver.waitFor(change.changeId, 'confirmed');
    expect((await driver.tasks(change.changeId)).map(({ status }) => status)).toEqual(['done']);
  });

  it('that the practice’s people shall do is a task, and nothing is sent', async () => {
    const visit = await bookAtDesk(stack, '14:00');
    const change = await cancel(visit, { route: 'staff' });
    expect(await driver.ask(change)).toBe('task');
    expect(await driver.tasks(change.changeId)).toMatchObject([
      { kind: 'cancel-by-hand', reason_code: 'staff-will-change' },
    ]);
    expect(await patches(visit)).toEqual([]);
  });

  it('that is refused for good is not done, and becomes a task', async () => {
    const visit = await bookAtDesk(stack, '14:40');
    const refusal = { method: 'PATCH', path: `/appointments/${visit.appointmentSrNo}`, status: 422 };
    await stack.simulator.put('/knobs', { 'api.faults': [refusal] });
    const change = await cancel(visit);
    expect(await driver.ask(change)).toBe('not-done');
    expect(await driver.row(change.changeId)).toMatchObject({ state: 'failed', reason_code: 'pms-refused' });
    expect(await driver.tasks(change.changeId)).toMatchObject([{ kind: 'cancel-by-hand', reason_code: 'pms-refused' }]);
    expect(await patches(visit)).toEqual([422]);
  });

  it('leaves once, however many attempts are made at the same moment', async () => {
    const visit = await bookAtDesk(stack, '19:20');
    const { accountId, changeId } = await cancel(visit);
    const activities = await startActivities(stack);
    const attempt = (): Promise<ChangeSendResult> =>
      new MockActivityEnvironment().run(activities.sendChange, { accountId, changeId });
    // On a busy machine one may come back with an error of the database: what counts is what has left.
    await Promise.allSettled(Array.from({ length: 4 }, attempt));
    await activities.close();
    expect(await patches(visit)).toEqual([200]);
  });

  it('that was provably not taken is sent again, and lands once', async () => {
    const visit = await bookAtDesk(stack, '15:20');
    const offline = {
      method: 'PATCH',
      path: `/appointments/${visit.appointmentSrNo}`,
      status: 412,
      errorCode: 'API2017',
    };
    await stack.simulator.put('/knobs', { 'api.faults': [offline] });
    const change = await cancel(visit);
    expect(await driver.ask(change)).toBe('sent');
    await driver.waitFor(change.changeId, 'confirmed');
    expect(await patches(visit)).toEqual([412, 200]);
  });

  it('whose answer was lost is found among the write-backs and never repeated', async () => {
    const visit = await bookAtDesk(stack, '16:00');
    await stack.simulator.put('/spu', { online: false });
    await stack.simulator.put('/knobs', { 'write.lostAnswer': 'queued-reset' });
    const change = await cancel(visit);
    expect(await driver.ask(change)).toBe('sent');
    await stack.simulator.put('/spu', { online: true });
    await driver.waitFor(change.changeId, 'confirmed');
    expect(await patches(visit)).toHaveLength(1);
    expect(await visitAtDesk(stack, visit)).toMatchObject({ isCancelled: true });
  });

  it('whose answer was lost is confirmed by the visit itself where no list shows it', async () => {
    const visit = await bookAtDesk(stack, '16:40');
    await stack.simulator.put('/knobs', { 'write.lostAnswer': 'queued-reset', 'api.faults': HIDES_WRITEBACKS });
    const change = await cancel(visit);
    await driver.ask(change);
    await driver.waitFor(change.changeId, 'confirmed');
    expect(await historyOf(stack, change.changeId)).toEqual(['held', 'confirmed']);
    expect(await patches(visit)).toHaveLength(1);
  });

  it('of which nobody knows waits for a person, and is sent once more only on their word', async () => {
    const visit = await bookAtDesk(stack, '17:20');
    await stack.simulator.put('/knobs', { 'write.lostAnswer': 'lost-reset' });
    const change = await cancel(visit, { lookupWindowSeconds: 1 });
    expect(await driver.ask(change, 3_000)).toBe('working');
    await waitFor('the question to people', async () => {
      const tasks = await driver.tasks(change.changeId);
      return tasks.some(({ kind }) => kind === 'check-change') ? true : null;
    });
    expect(await patches(visit)).toHaveLength(1);
    expect(await driver.row(change.changeId)).toMatchObject({ state: 'held' });

    await stack.simulator.put('/knobs', AS_IT_STARTED);
    await driver.decide(change.workflowId, 'operatorRetry');
    await driver.waitFor(change.changeId, 'confirmed');
    expect(await patches(visit)).toEqual([null, 200]);
    expect((await driver.tasks(change.changeId)).map(({ status }) => status)).toEqual(['done']);
  });

  it('whose write-back fails is failed, and a task says what the practice’s software said', async () => {
    const visit = await bookAtDesk(stack, '18:00');
    await stack.simulator.put('/knobs', {
      'status.words': 'fails-later',
      'write.failureWords': 'Locked by another user',
    });
    await stack.database.query(
      `UPDATE pms_capabilities SET capabilities = jsonb_set(capabilities, '{cancelWord}', '"Nonesuch"') WHERE integration_id = $1`,
      [driver.practice.integrationId],
    );
    const change = await cancel(visit);
    expect(await driver.ask(change)).toBe('sent');
    await driver.waitFor(change.changeId, 'failed');
    const [task] = await driver.tasks(change.changeId);
    expect(task).toMatchObject({ kind: 'cancel-by-hand', reason_code: 'writeback-failed', status: 'open' });
    expect(task?.details).toMatchObject({ answered: 'Locked by another user' });
    expect(await driver.ask(change)).toBe('not-done');
    await stack.database.query(
      `UPDATE pms_capabilities SET capabilities = jsonb_set(capabilities, '{cancelWord}', '"Cancelled"') WHERE integration_id = $1`,
      [driver.practice.integrationId],
    );
    await stack.simulator.put('/knobs', { 'status.words': '400', 'write.failureWords': null });
  });
});
