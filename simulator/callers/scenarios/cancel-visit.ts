import { expectOfAnyCall } from '../expectations';
import { need, type Scenario } from '../script';
import {
  ASK_AND_BE_VERIFIED,
  BOOK_ANOTHER_IF_TAKEN,
  BOOK_FIRST,
  HEAR_TIMES,
  SAY_GOODBYE,
  theirVisit,
} from '../common-turns';

export const cancelVisit: Scenario = {
  name: 'cancel-visit',
  title: 'a caller books, thinks again and cancels before the office has it in its book: it never comes there',
  turns: [
    ...ASK_AND_BE_VERIFIED,
    HEAR_TIMES,
    { caller: 'The first one, please.', asks: BOOK_FIRST },
    BOOK_ANOTHER_IF_TAKEN,
    {
      caller: 'Oh no, I am away that day. Please cancel it.',
      asks: {
        tool: 'cancel-appointment',
        arguments: (heard) => ({ ...theirVisit(heard), reason: 'away that day' }),
      },
    },
    SAY_GOODBYE,
  ],
  afterwards: async (backstage, { visit }) => {
    await backstage.untilGone(need(visit, 'a visit'));
    return [];
  },
  expects: (evidence) => {
    const { answers, bookings } = evidence;
    const told = answers.findLast(({ tool }) => tool === 'cancel-appointment');
    const [last] = bookings.slice(-1);
    return [
      {
        claim: 'the caller was told that it is cancelled, or that the office has been asked',
        holds: told?.status === 'CONFIRMED' || told?.status === 'SENT',
      },
      { claim: 'the booking was taken back', holds: last?.state === 'released' },
      {
        claim: "nothing of it stands in the office's own book",
        holds: bookings.every((one) => one.visitsInBook === 0),
      },
      ...expectOfAnyCall(evidence),
    ];
  },
};
