import { BOOK_ANOTHER_IF_TAKEN, BOOK_FIRST, HEAR_TIMES } from '../common-turns';
import { expectOfAnyCall, expectOneVisit } from '../expectations';
import type { Scenario } from '../script';
import { ASK_IN_SPANISH, expectSpanish, GOODBYE_IN_SPANISH, translated } from '../spanish-turns';

export const spanishCall: Scenario = {
  name: 'in-spanish',
  title: 'a caller on an English line speaks Spanish, is answered in it to the end, and books',
  turns: [
    ...ASK_IN_SPANISH,
    translated(HEAR_TIMES, 'Cualquier día, dentro de dos semanas más o menos.'),
    translated({ asks: BOOK_FIRST }, 'La primera, por favor.'),
    translated(BOOK_ANOTHER_IF_TAKEN, 'Ah. Entonces la primera de esas.'),
    GOODBYE_IN_SPANISH,
  ],
  afterwards: async (backstage) => {
    await backstage.untilSettled();
    return [];
  },
  expects: (evidence) => [...expectSpanish(evidence), ...expectOneVisit(evidence), ...expectOfAnyCall(evidence)],
};
