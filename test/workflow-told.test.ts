import { WorkflowUpdateStage } from '@temporalio/client';
import { INPUT, playBooking, type ScriptedRun } from './support/scripted-booking';
import { describeWithSkippedTime } from './support/time-skipping';

const account = { accountId: 'a1' };
const TAKEN = { ...account, held: { ...account, kind: 'taken' }, sent: null };
const DONE_AT_ONCE = {
  ...account,
  held: { ...account, bookingId: 'b1', kind: 'held', route: 'pms' },
  sent: { ...account, kind: 'confirmed' },
};
const saidIs = (isSaid: boolean) => () => ({ ...account, isSaid });

/** Somebody asks, and is answered by the workflow in time: the office's answer comes once they wait. */
function asked(answer: unknown) {
  let open: () => void = () => undefined;
  const isAsked = new Promise<void>((resolve) => {
    open = resolve;
  });
  const bookAtOnce = async () => {
    await isAsked;
    return answer;
  };
  return {
    bookAtOnce,
    ask: async ({ handle }: ScriptedRun) => {
      const request = await handle.startUpdate('requestBooking', {
        args: [{ waitsMs: 3_600_000 }],
        waitForStage: WorkflowUpdateStage.ACCEPTED,
      });
      open();
      return request.result();
    },
  };
}

describeWithSkippedTime('whoever asked for a time', (environment) => {
  it('and went with WORKING is the staff’s to call when the time was gone', async () => {
    await playBooking(environment(), { bookAtOnce: () => TAKEN }, async ({ handle, stepsOf }) => {
      await handle.result();
      const [task, ...more] = stepsOf('openTakenTask');
      expect(task!.input).toMatchObject({ operationKey: INPUT.operationKey, bookingId: null });
      expect(more).toEqual([]);
      expect(stepsOf('wasEndSaid')).toEqual([]);
    });
  });

  it('and heard that it was gone is nobody’s task', async () => {
    const { bookAtOnce, ask } = asked(TAKEN);
    await playBooking(environment(), { bookAtOnce, wasEndSaid: saidIs(true) }, async (run) => {
      expect(await ask(run)).toMatchObject({ kind: 'taken' });
      await run.handle.result();
      const about = { operationKey: INPUT.operationKey, isConfirmed: false };
      expect(run.stepsOf('wasEndSaid').map(({ input }) => input)).toMatchObject([about]);
      expect(run.stepsOf('openTakenTask')).toEqual([]);
    });
  });

  it('and whose answer was lost on its way is the staff’s to call', async () => {
    const { bookAtOnce, ask } = asked(TAKEN);
    await playBooking(environment(), { bookAtOnce, wasEndSaid: saidIs(false) }, async (run) => {
      await ask(run);
      await run.handle.result();
      expect(run.stepsOf('openTakenTask')).toHaveLength(1);
    });
  });

  it('and got no answer at all hears of it once it is confirmed', async () => {
    await playBooking(environment(), { bookAtOnce: () => DONE_AT_ONCE }, async ({ handle, stepsOf }) => {
      await handle.result();
      expect(stepsOf('tellLiveCall').map(({ input }) => input)).toMatchObject([{ bookingId: 'b1', news: 'confirmed' }]);
    });
  });

  it('and heard CONFIRMED hears nothing more, unless that answer was lost', async () => {
    for (const isSaid of [true, false]) {
      const { bookAtOnce, ask } = asked(DONE_AT_ONCE);
      await playBooking(environment(), { bookAtOnce, wasEndSaid: saidIs(isSaid) }, async (run) => {
        expect(await ask(run)).toMatchObject({ kind: 'confirmed' });
        await run.handle.result();
        expect(run.stepsOf('tellLiveCall')).toHaveLength(isSaid ? 0 : 1);
      });
    }
  });
});
