import { summariseCall, type CallFacts } from './summary';

const REQUEST = { notes: [{ reason: 'wants a person', summary: 'is Maya', kind: 'billing', language: 'es' }] } as const;
const request = { notes: [...REQUEST.notes] };
const FACTS: CallFacts = {
  callerNumber: '+16025550142',
  isLocked: false,
  people: [
    { firstName: 'Maya', patientId: '4001', level: 'L3' },
    { firstName: 'Rowan', patientId: '4002', level: 'L2' },
    { firstName: 'Nora', patientId: null, level: 'L2' },
  ],
  requests: [
    {
      tool: 'book-appointment',
      state: 'sent',
      patientId: '4001',
      visitType: 'Cleaning',
      date: '2031-03-10',
      time: '10:30',
    },
  ],
};

it('marks what our record shows, and what is only said', () => {
  const summary = summariseCall(request, FACTS);
  expect(summary).toMatchObject({
    kind: 'billing',
    language: 'es',
    caller: { number: '+16025550142', mark: 'verified' },
  });
  expect(summary.patients).toEqual([
    { firstName: 'Maya', patientId: '4001', mark: 'verified', by: ['full-name', 'birth-date', 'caller-number'] },
    { firstName: 'Rowan', patientId: '4002', mark: 'verified', by: ['full-name', 'birth-date'] },
    { firstName: 'Nora', patientId: null, mark: 'unverified', by: [] },
  ]);
  expect(summary.inThisCall).toEqual([{ ...FACTS.requests[0], mark: 'verified' }]);
  expect(summary.says).toEqual([{ reason: 'wants a person', summary: 'is Maya', mark: 'unverified' }]);
});

it('takes nothing as verified in a call that is locked', () => {
  const summary = summariseCall(request, { ...FACTS, isLocked: true });
  expect(summary.caller.mark).toBe('unverified');
  expect(summary.patients.map(({ mark, by }) => [mark, by])).toEqual(Array(3).fill(['unverified', []]));
});

it('does not believe the model on who is calling', () => {
  const summary = summariseCall(request, { ...FACTS, people: [], requests: [] });
  expect(summary).toMatchObject({ patients: [], inThisCall: [], caller: { mark: 'unverified' } });
});
