import { expectOfAnyCall, expectOneVisit } from '../expectations';
import { offeredSlots } from '../heard';
import { need, type Scenario } from '../script';
import { ASK_AND_BE_VERIFIED, BOOK_ANOTHER_IF_TAKEN, BOOK_FIRST, HEAR_TIMES, SAY_GOODBYE } from '../common-turns';

export const slotTaken: Scenario = {
  name: 'slot-taken',
  title: 'the front desk gives the time away between offer and booking; the caller books another one',
  turns: [
    ...ASK_AND_BE_VERIFIED,
    HEAR_TIMES,
    {
      caller: 'The first one, please.',
      meanwhile: {
        tells: 'At this moment the front desk gives that very time to somebody else.',
        happens: (backstage, { slots }) => backstage.takeSlot(need(slots[0]?.code, 'an open time')),
      },
      asks: BOOK_FIRST,
    },
    BOOK_ANOTHER_IF_TAKEN,
    SAY_GOODBYE,
  ],
  afterwards: async (backstage) => {
    await backstage.untilSettled();
    return [];
  },
  expects: (evidence) => {
    const { answers, bookings } = evidence;
    const refused = answers.find(({ tool }) => tool === 'book-appointment');
    const offered = answers.find(({ tool }) => tool === 'check-availability');
    const oldCodes = offeredSlots(offered?.text ?? '').map(({ code }) => code);
    const newCodes = offeredSlots(refused?.text ?? '').map(({ code }) => code);
    const lost = bookings.filter(({ state }) => state === 'released');
    return [
      {
        claim: 'the caller was told at once that the first time was not booked',
        holds: refused?.status === 'NOT DONE',
      },
      {
        claim: 'the same answer offered other times, under codes that were not used before',
        holds: newCodes.length > 0 && newCodes.every((code) => !oldCodes.includes(code)),
      },
      {
        claim: 'nothing was sent for the time that was gone',
        holds: lost.length === 1 && lost.every(({ requestsToPms }) => requestsToPms === 0),
      },
      ...expectOneVisit(evidence),
      ...expectOfAnyCall(evidence),
    ];
  },
};
