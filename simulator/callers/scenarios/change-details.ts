import { ASK_AND_BE_VERIFIED, SAY_GOODBYE } from '../common-turns';
import { expectOfAnyCall } from '../expectations';
import { need, type Scenario, type Turn } from '../script';

/** Something that is on file is to be called otherwise. */
export const changeDetails: NonNullable<Turn['asks']> = {
  tool: 'update-patient',
  arguments: ({ patient }) => ({ patient: need(patient, 'a verified patient'), preferredName: 'May' }),
};

export const changesDetails: Scenario = {
  name: 'change-details',
  title: 'a caller has their chart changed; where the software takes no changes, the office does it',
  turns: [
    ...ASK_AND_BE_VERIFIED,
    { caller: 'Before that: please call me May in your records.', asks: changeDetails },
    SAY_GOODBYE,
  ],
  afterwards: () => Promise.resolve([]),
  expects: (evidence) => {
    const { answers, bookings } = evidence;
    const told = answers.findLast(({ tool }) => tool === 'update-patient');
    return [
      {
        claim: 'the caller was told that the office has the change, and not that it is made',
        holds: told !== undefined && ['SENT', 'TASK', 'CONFIRMED'].includes(told.status) && /\(A\d+\)/.test(told.text),
      },
      { claim: 'nothing was booked', holds: bookings.length === 0 },
      ...expectOfAnyCall(evidence),
    ];
  },
};
