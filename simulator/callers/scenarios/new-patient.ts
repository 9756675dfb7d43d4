import { fullNameOf, newcomerOf, NORA, sayDate } from '../cast';
import { BOOK_ANOTHER_IF_TAKEN, BOOK_FIRST, HEAR_TIMES, SAY_GOODBYE } from '../common-turns';
import { expectOfAnyCall, expectOneVisit } from '../expectations';
import type { Scenario } from '../script';

export const newPatient: Scenario = {
  name: 'new-patient',
  title: 'somebody new is entered and books at once; the visit is sent when their chart is there',
  caller: NORA,
  turns: [
    {
      caller: 'Hello, I have never been to you. I need a cleaning.',
      assistant: 'Welcome. May I have your full name, your date of birth and a phone number?',
    },
    {
      caller: ({ callId }) => {
        const { birthDate } = newcomerOf(callId);
        return `${fullNameOf(newcomerOf(callId))}, ${sayDate(birthDate, { withYear: true })}, and this number.`;
      },
      asks: {
        tool: 'create-patient',
        arguments: ({ callId }) => {
          const { firstName, lastName, birthDate, number } = newcomerOf(callId);
          return { firstName, lastName, dateOfBirth: birthDate, phone: number };
        },
      },
    },
    HEAR_TIMES,
    { caller: 'The first one, please.', asks: BOOK_FIRST },
    BOOK_ANOTHER_IF_TAKEN,
    SAY_GOODBYE,
  ],
  afterwards: async (backstage) => {
    await backstage.untilSettled();
    return [];
  },
  expects: (evidence) => {
    const { answers, audit } = evidence;
    const entered = answers.find(({ tool }) => tool === 'create-patient');
    const actions = audit.map(({ kind, action }) => `${action} ${kind}`);
    const createRows = actions.filter((action) => action.startsWith('pms.patient.create'));
    return [
      {
        claim: 'the caller was told that the request for a chart was sent, and not that it is there',
        holds: entered?.status === 'SENT' && /\(P\d+\)/.test(entered.text),
      },
      {
        claim: "the office's system was asked for the chart once, and that is on record",
        holds: createRows.join() === 'pms.patient.create attempt,pms.patient.create outcome',
      },
      {
        claim: 'the visit was sent only after the chart',
        holds: actions.indexOf('pms.appointment.create attempt') > actions.indexOf('pms.patient.create outcome'),
      },
      ...expectOneVisit(evidence, {
        claim: 'the caller was told that the visit is being worked on or sent, and not "booked"',
        statuses: ['WORKING', 'SENT'],
      }),
      ...expectOfAnyCall(evidence),
    ];
  },
};
