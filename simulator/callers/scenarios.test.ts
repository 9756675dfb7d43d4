import { heardNothing, statusOf, type ToolAnswer, type ToolName } from './heard';
import { SCENARIOS } from './scenarios';
import type { Backstage, Evidence, Scenario } from './script';

const answer = (tool: ToolName, text: string, more: Partial<ToolAnswer> = {}): ToolAnswer => ({
  tool,
  toolCallId: `call_${text}`,
  from: 'caller',
  status: statusOf(text),
  text,
  durationMs: 100,
  ...more,
});
const recorded = (answers: readonly ToolAnswer[]): Evidence['audit'] => [
  ...answers.map(({ toolCallId }) => ({ kind: 'outcome', action: 'tool.call', toolCallId })),
  { kind: 'attempt', action: 'pms.appointment.create', toolCallId: null },
  { kind: 'outcome', action: 'pms.appointment.create', toolCallId: null },
];
const SENT = answer('book-appointment', 'SENT: the request for the cleaning on Monday went to the office (A1).');
const CONFIRMED = { code: 'A1', state: 'confirmed', requestsToPms: 1, visitsInBook: 1 };

const evidenceOf = (answers: readonly ToolAnswer[], more: Partial<Evidence> = {}): Evidence => ({
  answers,
  bookings: [CONFIRMED],
  callBackTasks: 0,
  isCallLocked: false,
  isCallClosed: true,
  audit: recorded(answers),
  ...more,
});

const NOT_FOUND = 'NOT FOUND: no patient with that full name and date of birth.';
const LOCKED = 'NEED: the caller could not be verified in this call. Offer to take them to a person.';
const search = (text: string, from: ToolAnswer['from'] = 'caller') => answer('search-patients', text, { from });
const OFFERS = answer('check-availability', 'OK: Open: Monday, March 3 at 9:00 AM (S1).');
const REFUSED = answer('book-appointment', 'NOT DONE: taken. Offer instead: Monday, March 3 at 10:00 AM (S6).');
const HORAS = answer(
  'check-availability',
  'OK: Horas libres para cleaning: lunes 3 de marzo a la 1:00 de la tarde (S1). Ofrezca dos o tres.',
);
const ENVIADA = answer('book-appointment', 'SENT: la solicitud de cita ya se envió al consultorio (A1).');
const RELEASED = { code: 'A1', state: 'released', requestsToPms: 0, visitsInBook: 0 };

const ENTERED = answer('create-patient', 'SENT: the request to enter Nora went to the office (A1). Use (P1).');
const WORKING = answer('book-appointment', 'WORKING: the request is still being worked on (A2).');
const enteredFirst = (answers: readonly ToolAnswer[]): Evidence['audit'] => [
  { kind: 'attempt', action: 'pms.patient.create', toolCallId: null },
  { kind: 'outcome', action: 'pms.patient.create', toolCallId: null },
  ...recorded(answers),
];
const NEWCOMER = [ENTERED, WORKING];
const PUT_THROUGH = answer('transfer-to-human', 'OK: the call is being put through to the office.');
const WRITTEN_DOWN = answer('transfer-to-human', 'TASK: nobody can take the call now.');
const rungUp = (answers: readonly ToolAnswer[], kinds: readonly string[]): Evidence['audit'] => [
  ...recorded(answers),
  ...kinds.map((kind) => ({ kind, action: 'call.transfer', toolCallId: null })),
];
const WITHOUT_VISIT = { bookings: [], callBackTasks: 1 };

const MOVED = answer(
  'reschedule-appointment',
  'SENT: the request to move it went; the old time stays until then (A2).',
);
const CANCELLED = answer('cancel-appointment', 'CONFIRMED: the visit on Monday (A1) is cancelled.');

const NOTED = answer('update-patient', 'TASK: the new preferred name is written down for the office (A1).');
const EN_TODO = [
  ...(['search-patients', 'get-patient-info', 'reschedule-appointment', 'cancel-appointment'] as const),
  ...(['update-patient', 'transfer-to-human'] as const),
]
  .map((tool) => answer(tool, 'TASK: quedó anotado para el consultorio (A1).'))
  .concat([HORAS, ENVIADA]);

/** How each scenario should end, and ways to end that it must not accept. */
const ENDINGS: Record<string, { good: Evidence; bad: Record<string, Evidence> }> = {
  happy: {
    good: evidenceOf([SENT]),
    bad: {
      'said to be booked too early': evidenceOf([answer('book-appointment', 'CONFIRMED: the cleaning is booked.')]),
      'never confirmed': evidenceOf([SENT], { bookings: [{ ...CONFIRMED, state: 'sent' }] }),
      'not booked at all': evidenceOf([SENT], { bookings: [] }),
      'sent twice': evidenceOf([SENT], { bookings: [{ ...CONFIRMED, requestsToPms: 2 }] }),
      "twice in the office's book": evidenceOf([SENT], { bookings: [{ ...CONFIRMED, visitsInBook: 2 }] }),
      'sent before it was on record': evidenceOf([SENT], { audit: recorded([SENT]).toReversed() }),
      'a tool call without a record': evidenceOf([SENT], { audit: recorded([]) }),
      'an answer after the deadline': evidenceOf([{ ...SENT, durationMs: 9_000 }]),
      'a call left open': evidenceOf([SENT], { isCallClosed: false }),
    },
  },
  'slot-taken': {
    good: evidenceOf([OFFERS, REFUSED, SENT], { bookings: [RELEASED, CONFIRMED] }),
    bad: {
      'a double booking': evidenceOf([OFFERS, SENT, SENT], { bookings: [CONFIRMED, CONFIRMED] }),
      'sent for a time that is gone': evidenceOf([OFFERS, REFUSED, SENT], {
        bookings: [{ ...RELEASED, requestsToPms: 1 }, CONFIRMED],
      }),
      'an old code offered again': evidenceOf(
        [OFFERS, answer('book-appointment', 'NOT DONE: taken. Offer Monday, March 3 at 9:00 AM (S1).'), SENT],
        { bookings: [RELEASED, CONFIRMED] },
      ),
    },
  },
  'office-offline': {
    good: evidenceOf([SENT]),
    bad: { 'never confirmed': evidenceOf([SENT], { bookings: [{ ...CONFIRMED, state: 'sent' }] }) },
  },
  'wrong-birth-date': {
    good: evidenceOf(
      [search(NOT_FOUND), search(NOT_FOUND), search(NOT_FOUND, 'other-caller'), search(LOCKED), search(LOCKED)],
      { bookings: [], isCallLocked: true },
    ),
    bad: {
      'other words for a stranger': evidenceOf(
        [
          search(NOT_FOUND),
          search(NOT_FOUND),
          search('NOT FOUND: who?', 'other-caller'),
          search(LOCKED),
          search(LOCKED),
        ],
        { bookings: [], isCallLocked: true },
      ),
      'the right date opens the call again': evidenceOf(
        [
          search(NOT_FOUND),
          search(NOT_FOUND),
          search(NOT_FOUND, 'other-caller'),
          search(LOCKED),
          search('OK: x (P1).'),
        ],
        { bookings: [], isCallLocked: true },
      ),
      'a call that is not locked': evidenceOf(
        [search(NOT_FOUND), search(NOT_FOUND), search(NOT_FOUND, 'other-caller'), search(LOCKED), search(LOCKED)],
        { bookings: [] },
      ),
    },
  },
  'move-visit': {
    good: evidenceOf([SENT, MOVED], { bookings: [{ ...RELEASED, requestsToPms: 1 }, CONFIRMED] }),
    bad: {
      'the old visit left standing': evidenceOf([SENT, MOVED], { bookings: [CONFIRMED, CONFIRMED] }),
      'both visits lost': evidenceOf([SENT, MOVED], {
        bookings: [
          { ...RELEASED, requestsToPms: 1 },
          { ...RELEASED, requestsToPms: 1 },
        ],
      }),
      'said to be moved too early': evidenceOf([SENT, answer('reschedule-appointment', 'CONFIRMED: it is moved.')], {
        bookings: [{ ...RELEASED, requestsToPms: 1 }, CONFIRMED],
      }),
    },
  },
  'cancel-visit': {
    good: evidenceOf([SENT, CANCELLED], { bookings: [{ ...RELEASED, requestsToPms: 1 }] }),
    bad: {
      'a visit that stands': evidenceOf([SENT, CANCELLED]),
      'a visit in the book though it was taken back': evidenceOf([SENT, CANCELLED], {
        bookings: [{ ...RELEASED, visitsInBook: 1 }],
      }),
      'nobody told': evidenceOf([SENT, answer('cancel-appointment', 'NOT DONE: refused.')], { bookings: [RELEASED] }),
    },
  },
  'new-patient': {
    good: evidenceOf(NEWCOMER, { audit: enteredFirst(NEWCOMER) }),
    bad: {
      'a visit that was sent before the chart was there': evidenceOf(NEWCOMER, {
        audit: [...recorded(NEWCOMER), ...enteredFirst([]).slice(0, 2)],
      }),
      'a chart that was asked for twice': evidenceOf(NEWCOMER, {
        audit: [...enteredFirst([]).slice(0, 2), ...enteredFirst(NEWCOMER)],
      }),
      'a visit said to be booked': evidenceOf([ENTERED, answer('book-appointment', 'CONFIRMED: booked.')], {
        audit: enteredFirst(NEWCOMER),
      }),
      'nobody to book for': evidenceOf([answer('create-patient', 'TASK: the office will check.'), WORKING], {
        audit: enteredFirst(NEWCOMER),
      }),
    },
  },
  'wants-a-person': {
    good: evidenceOf([PUT_THROUGH], { ...WITHOUT_VISIT, audit: rungUp([PUT_THROUGH], ['attempt', 'outcome']) }),
    bad: {
      'nobody asked to call back': evidenceOf([WRITTEN_DOWN], { bookings: [], callBackTasks: 0 }),
      'two tasks for one wish': evidenceOf([WRITTEN_DOWN], { bookings: [], callBackTasks: 2 }),
      'put through off the record': evidenceOf([PUT_THROUGH], WITHOUT_VISIT),
      'rung up twice': evidenceOf([PUT_THROUGH], {
        ...WITHOUT_VISIT,
        audit: rungUp([PUT_THROUGH], ['attempt', 'outcome', 'attempt', 'outcome']),
      }),
      'an answer that says nothing': evidenceOf([answer('transfer-to-human', 'WORKING: wait.')], WITHOUT_VISIT),
    },
  },
  'in-spanish': {
    good: evidenceOf([HORAS, ENVIADA]),
    bad: {
      'an answer in English': evidenceOf([HORAS, SENT]),
      'times in English': evidenceOf([OFFERS, ENVIADA]),
      'said to be booked too early': evidenceOf([
        HORAS,
        answer('book-appointment', 'SENT: la cita del lunes ya está en la agenda del consultorio (A1).'),
      ]),
      'never confirmed': evidenceOf([HORAS, ENVIADA], { bookings: [{ ...CONFIRMED, state: 'sent' }] }),
    },
  },
  'in-spanish-new-patient': {
    good: evidenceOf([HORAS, ENVIADA]),
    bad: { 'an answer in English': evidenceOf([HORAS, SENT]) },
  },
  'in-spanish-changes': {
    good: evidenceOf(EN_TODO),
    bad: {
      'an answer in English': evidenceOf([...EN_TODO, SENT]),
      'a tool that took no part': evidenceOf(EN_TODO.slice(1)),
      'a visit that stands though it was given up': evidenceOf(EN_TODO, { bookings: [CONFIRMED, CONFIRMED] }),
    },
  },
  'change-details': {
    good: evidenceOf([NOTED], { bookings: [] }),
    bad: {
      'nothing said of it': evidenceOf([answer('update-patient', 'NOT DONE: refused.')], { bookings: [] }),
      'a visit that nobody asked for': evidenceOf([NOTED]),
    },
  },
  'repeated-webhook': {
    good: evidenceOf(Array.from({ length: 6 }, () => SENT)),
    bad: {
      'different words for a repeat': evidenceOf([
        ...Array.from({ length: 4 }, () => SENT),
        answer('book-appointment', 'SENT: the request for the cleaning went to the office (A2).'),
        SENT,
      ]),
      'two bookings': evidenceOf(
        Array.from({ length: 6 }, () => SENT),
        { bookings: [CONFIRMED, CONFIRMED] },
      ),
      'a repeat without an answer': evidenceOf(Array.from({ length: 5 }, () => SENT)),
    },
  },
};

const endsWell = (scenario: Scenario, evidence: Evidence): boolean =>
  scenario.expects(evidence).every(({ holds }) => holds);

describe.each(SCENARIOS.map((scenario) => [scenario.name, scenario] as const))('the call %s', (name, scenario) => {
  const ending = ENDINGS[name];

  it('is content when it ended as it should', () => {
    expect(ending).toBeDefined();
    expect(scenario.expects(ending!.good).filter(({ holds }) => !holds)).toEqual([]);
  });

  it.each(Object.entries(ending?.bad ?? {}))('is not content with %s', (_what, evidence) => {
    expect(endsWell(scenario, evidence)).toBe(false);
  });
});

describe('the call office-offline', () => {
  const afterwards = async (staysUnconfirmed: boolean) => {
    const done: string[] = [];
    const backstage: Backstage = {
      takeSlot: () => Promise.resolve(),
      setOnline: (isOnline) => Promise.resolve(void done.push(isOnline ? 'on' : 'off')),
      staysUnconfirmed: () => Promise.resolve(done.push('watched') > 0 && staysUnconfirmed),
      untilSettled: () => Promise.resolve(void done.push('settled')),
      untilCallBackAsked: () => Promise.resolve(),
      untilGone: () => Promise.resolve(),
      tell: () => undefined,
    };
    const expectations = await SCENARIOS.find(({ name }) => name === 'office-offline')!.afterwards(
      backstage,
      heardNothing('2031-03-04'),
    );
    return { done, holds: expectations.every(({ holds }) => holds) };
  };

  it('switches the computer on after the outage was watched, and only then waits for the end', async () => {
    expect(await afterwards(true)).toEqual({ done: ['watched', 'on', 'settled'], holds: true });
  });

  it('is not content when the visit was confirmed during the outage', async () => {
    expect(await afterwards(false)).toMatchObject({ holds: false });
  });
});
