import { fullNameOf, newcomerOf, NORA } from '../cast';
import { expectOfAnyCall, expectOneVisit } from '../expectations';
import type { Scenario } from '../script';
import { BOOK_IN_SPANISH, expectSpanish, GOODBYE_IN_SPANISH, inSpanish, replyInSpanish } from '../spanish-turns';

export const newPatientInSpanish: Scenario = {
  name: 'in-spanish-new-patient',
  title: 'in Spanish: somebody new is entered and books at once',
  caller: NORA,
  turns: [
    {
      caller: 'Hola, nunca he ido con ustedes. Necesito una limpieza.',
      assistant: 'Bienvenida. ¿Me da su nombre completo, su fecha de nacimiento y un número de teléfono?',
    },
    {
      caller: ({ callId }) => {
        const newcomer = newcomerOf(callId);
        return `${fullNameOf(newcomer)}, ${inSpanish.format(Date.parse(newcomer.birthDate))}, y este número.`;
      },
      asks: {
        tool: 'create-patient',
        arguments: ({ callId }) => {
          const { firstName, lastName, birthDate, number } = newcomerOf(callId);
          const dateOfBirth = inSpanish.format(Date.parse(birthDate));
          return { firstName, lastName, dateOfBirth, phone: number, callLanguage: 'es' };
        },
      },
      assistant: replyInSpanish,
    },
    ...BOOK_IN_SPANISH,
    GOODBYE_IN_SPANISH,
  ],
  afterwards: async (backstage) => {
    await backstage.untilSettled();
    return [];
  },
  expects: (evidence) => [
    ...expectSpanish(evidence),
    ...expectOneVisit(evidence, {
      claim: 'the caller was told that the visit is being worked on or sent, and not "booked"',
      statuses: ['WORKING', 'SENT'],
    }),
    ...expectOfAnyCall(evidence),
  ],
};
