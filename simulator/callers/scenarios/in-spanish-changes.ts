import { theirVisit } from '../common-turns';
import { expectOfAnyCall } from '../expectations';
import { need, type Scenario } from '../script';
import { ASK_IN_SPANISH, BOOK_IN_SPANISH, expectSpanish, translated } from '../spanish-turns';
import { changeDetails } from './change-details';

export const changesInSpanish: Scenario = {
  name: 'in-spanish-changes',
  title: 'in Spanish: a visit is booked, moved and cancelled, the chart is changed, and then the caller wants a person',
  turns: [
    ...ASK_IN_SPANISH,
    ...BOOK_IN_SPANISH,
    translated(
      {
        asks: {
          tool: 'reschedule-appointment',
          arguments: (heard) => ({ ...theirVisit(heard), slot: need(heard.slots[1]?.code, 'another open time') }),
        },
      },
      'Perdón, ¿puede ser la segunda?',
    ),
    translated(
      {
        asks: {
          tool: 'get-patient-info',
          arguments: ({ patient }) => ({ patient: need(patient, 'a verified patient') }),
        },
      },
      '¿Qué citas tengo entonces?',
    ),
    translated({ asks: { tool: 'cancel-appointment', arguments: theirVisit } }, 'Mejor no, cancélela, por favor.'),
    translated({ asks: changeDetails }, 'Y llámenme May, por favor.'),
    translated(
      { asks: { tool: 'transfer-to-human', arguments: () => ({ reason: 'quiere hablar con una persona' }) } },
      'Páseme con alguien, por favor.',
    ),
  ],
  afterwards: async (backstage) => {
    await backstage.untilCallBackAsked();
    return [];
  },
  expects: (evidence) => {
    const asked = new Set(evidence.answers.map(({ tool }) => tool));
    return [
      ...expectSpanish(evidence),
      { claim: 'every tool took part but the one for new patients', holds: asked.size === 8 },
      {
        claim: 'no visit stands in the office’s book that the caller has given up',
        holds: evidence.bookings.filter(({ state }) => state === 'confirmed').length <= 1,
      },
      ...expectOfAnyCall(evidence),
    ];
  },
};
