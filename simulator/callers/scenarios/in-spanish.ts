import { expectOfAnyCall, expectOneVisit } from '../expectations';
import type { Scenario } from '../script';
import { ASK_IN_SPANISH, BOOK_IN_SPANISH, expectSpanish, GOODBYE_IN_SPANISH } from '../spanish-turns';

export const spanishCall: Scenario = {
  name: 'in-spanish',
  title: 'a caller on an English line speaks Spanish, is answered in it to the end, and books',
  turns: [...ASK_IN_SPANISH, ...BOOK_IN_SPANISH, GOODBYE_IN_SPANISH],
  afterwards: async (backstage) => {
    await backstage.untilSettled();
    return [];
  },
  expects: (evidence) => [...expectSpanish(evidence), ...expectOneVisit(evidence), ...expectOfAnyCall(evidence)],
};
