import { expectOfAnyCall } from '../expectations';
import { need, type Scenario, type Turn } from '../script';
import {
  ASK_AND_BE_VERIFIED,
  BOOK_ANOTHER_IF_TAKEN,
  BOOK_FIRST,
  HEAR_TIMES,
  SAY_GOODBYE,
  theirVisit,
} from '../common-turns';

/** Moves the visit to the nth of the times that were read out last. */
const moveTo = (nth: number): NonNullable<Turn['asks']> => ({
  tool: 'reschedule-appointment',
  arguments: (heard) => ({ ...theirVisit(heard), slot: need(heard.slots[nth]?.code, 'another open time') }),
});

export const moveVisit: Scenario = {
  name: 'move-visit',
  title: 'a caller books, then wants another time: the old one is given up only when the new one stands',
  turns: [
    ...ASK_AND_BE_VERIFIED,
    HEAR_TIMES,
    { caller: 'The first one, please.', asks: BOOK_FIRST },
    BOOK_ANOTHER_IF_TAKEN,
    { caller: 'Sorry, could I have the second one instead?', asks: moveTo(1) },
    {
      onlyIf: ({ answers }) => answers.at(-1)?.status === 'NOT DONE',
      caller: 'Oh. Then the first of those.',
      asks: moveTo(0),
    },
    {
      caller: 'So which visits do I have now?',
      asks: {
        tool: 'get-patient-info',
        arguments: ({ patient }) => ({ patient: need(patient, 'a verified patient') }),
      },
    },
    SAY_GOODBYE,
  ],
  afterwards: async (backstage, { answers }) => {
    await backstage.untilSettled();
    const booked = answers.findLast(({ tool }) => tool === 'book-appointment');
    await backstage.untilGone(need(/\((A\d+)\)/.exec(booked?.text ?? '')?.[1], 'a visit'));
    return [];
  },
  expects: (evidence) => {
    const { answers, bookings } = evidence;
    const told = answers.findLast(({ tool }) => tool === 'reschedule-appointment');
    const [old, moved] = bookings.filter(({ requestsToPms }) => requestsToPms > 0);
    return [
      {
        claim: 'the caller was told that the move went to the office, and that the old time stays until it confirms',
        holds: told?.status === 'SENT' && told.text.includes('the old time stays until'),
      },
      { claim: 'the new time is confirmed', holds: moved?.state === 'confirmed' && moved.requestsToPms === 1 },
      { claim: 'the old time was given up', holds: old?.state === 'released' },
      {
        claim: "one visit stands in the office's own book, at the new time",
        holds: old?.visitsInBook === 0 && moved?.visitsInBook === 1,
      },
      ...expectOfAnyCall(evidence),
    ];
  },
};
