import { expectOfAnyCall, expectOneVisit } from '../expectations';
import type { Scenario } from '../script';
import { ASK_AND_BE_VERIFIED, BOOK_ANOTHER_IF_TAKEN, BOOK_FIRST, HEAR_TIMES, SAY_GOODBYE } from '../common-turns';

export const happy: Scenario = {
  name: 'happy',
  title: 'a patient asks for a cleaning, is verified, hears times, books one, and hears what is true',
  turns: [
    ...ASK_AND_BE_VERIFIED,
    HEAR_TIMES,
    { caller: 'The first one, please.', asks: BOOK_FIRST },
    BOOK_ANOTHER_IF_TAKEN,
    SAY_GOODBYE,
  ],
  afterwards: async (backstage) => {
    await backstage.untilSettled();
    return [];
  },
  expects: (evidence) => [...expectOneVisit(evidence), ...expectOfAnyCall(evidence)],
};
