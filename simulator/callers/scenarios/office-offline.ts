import { expectOfAnyCall, expectOneVisit } from '../expectations';
import type { Scenario } from '../script';
import { ASK_AND_BE_VERIFIED, BOOK_ANOTHER_IF_TAKEN, BOOK_FIRST, HEAR_TIMES, SAY_GOODBYE } from '../common-turns';

const AWAY_MS = 6_000;

export const officeOffline: Scenario = {
  name: 'office-offline',
  title: "the practice's computer is off: the request waits, and is confirmed when it comes back",
  turns: [
    ...ASK_AND_BE_VERIFIED,
    HEAR_TIMES,
    {
      caller: 'The first one, please.',
      meanwhile: {
        tells: "Somebody switches the practice's computer off.",
        happens: (backstage) => backstage.setOnline(false),
      },
      asks: BOOK_FIRST,
    },
    BOOK_ANOTHER_IF_TAKEN,
    SAY_GOODBYE,
  ],
  afterwards: async (backstage) => {
    const hasWaited = await backstage.staysUnconfirmed(AWAY_MS);
    await backstage.setOnline(true);
    backstage.tell("The practice's computer is back.");
    await backstage.untilSettled();
    return [{ claim: "it was not called booked while the practice's computer was off", holds: hasWaited }];
  },
  expects: (evidence) => [...expectOneVisit(evidence), ...expectOfAnyCall(evidence)],
};
