import { expectOfAnyCall } from '../expectations';
import type { Scenario } from '../script';

export const wantsAPerson: Scenario = {
  name: 'wants-a-person',
  title: 'the caller wants a person: put through while the office is open, and called back when nobody answered',
  turns: [
    {
      caller: 'My crown came loose. I want to talk to a person, please.',
      asks: {
        tool: 'transfer-to-human',
        arguments: () => ({ reason: 'wants a person', summary: 'A crown came loose; wants to be seen soon.' }),
      },
    },
  ],
  afterwards: async (backstage) => {
    await backstage.untilCallBackAsked();
    return [];
  },
  expects: (evidence) => {
    const { answers, audit, callBackTasks, bookings } = evidence;
    const told = answers.find(({ tool }) => tool === 'transfer-to-human');
    const transfers = audit.filter(({ action }) => action === 'call.transfer').map(({ kind }) => kind);
    return [
      {
        claim: 'the caller was told that they are put through, or that the office has the request',
        holds: told?.status === 'OK' || told?.status === 'TASK',
      },
      {
        claim: 'the front desk was rung up once at most, and that is on record before and after',
        holds: transfers.join() === 'attempt,outcome' || (transfers.length === 0 && told?.status === 'TASK'),
      },
      {
        claim: 'nothing says that anybody answered, so the office has one task to call back',
        holds: callBackTasks === 1,
      },
      { claim: 'nothing was booked', holds: bookings.length === 0 },
      ...expectOfAnyCall(evidence),
    ];
  },
};
