import { expectOfAnyCall, expectOneVisit } from '../expectations';
import type { Scenario } from '../script';
import { ASK_AND_BE_VERIFIED, BOOK_FIRST, HEAR_TIMES, SAY_GOODBYE } from '../common-turns';

const DELIVERIES = 5;

export const repeatedWebhook: Scenario = {
  name: 'repeated-webhook',
  title: 'the booking webhook comes five times at once, and again under a new id: one booking, the same words',
  turns: [
    ...ASK_AND_BE_VERIFIED,
    HEAR_TIMES,
    {
      caller: 'The first one, please.',
      meanwhile: {
        tells: 'The network stutters: Vapi delivers the same webhook five times at once.',
      },
      asks: { ...BOOK_FIRST, deliveries: DELIVERIES },
    },
    {
      caller: 'Hello? Are you there? I said the first one.',
      meanwhile: {
        tells: 'The model asks again, under a new tool call id.',
      },
      asks: BOOK_FIRST,
    },
    SAY_GOODBYE,
  ],
  afterwards: async (backstage) => {
    await backstage.untilSettled();
    return [];
  },
  expects: (evidence) => {
    const booked = evidence.answers.filter(({ tool }) => tool === 'book-appointment');
    const repeats = booked.slice(0, DELIVERIES);
    return [
      {
        claim: 'all five deliveries were answered in the same words',
        holds: repeats.length === DELIVERIES && new Set(repeats.map(({ text }) => text)).size === 1,
      },
      {
        claim: 'the new tool call id was answered in these words too',
        holds: booked.length === DELIVERIES + 1 && booked.at(-1)?.text === booked[0]?.text,
      },
      ...expectOneVisit(evidence),
      ...expectOfAnyCall(evidence),
    ];
  },
};
