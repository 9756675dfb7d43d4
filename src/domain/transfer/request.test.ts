import { callbackRequest, withNote, wantedOf, type CallbackNote, type CallbackRequest } from './request';

const note = (reason: string, fields: Partial<CallbackNote> = {}): CallbackNote => ({
  reason,
  summary: '',
  kind: 'other',
  language: 'en',
  ...fields,
});
const EMPTY: CallbackRequest = { notes: [] };

it('reads what was stored before a note had a kind', () => {
  expect(callbackRequest.parse({ notes: [{ reason: 'wants a person' }] })).toEqual({ notes: [note('wants a person')] });
});

it('keeps each wish once, and five of them', () => {
  const notes = ['a', 'a', 'b', 'c', 'd', 'e', 'f'].map((reason) => note(reason));
  const request = notes.reduce(withNote, EMPTY);
  expect(request.notes.map(({ reason }) => reason)).toEqual(['a', 'b', 'c', 'd', 'e']);
  expect(withNote(request, note('a'))).toBe(request);
});

it('hears of an emergency however much was said before, and once', () => {
  const full = ['a', 'b', 'c', 'd', 'e'].map((reason) => note(reason)).reduce(withNote, EMPTY);
  const urgent = withNote(full, note('a', { kind: 'emergency' }));
  expect(urgent.notes).toHaveLength(6);
  expect(withNote(urgent, note('g', { kind: 'emergency' }))).toBe(urgent);
});

it('stays an emergency, and else is about what was said last, in the language of then', () => {
  const first = withNote(EMPTY, note('a', { kind: 'billing' }));
  expect(wantedOf(first)).toEqual({ reason: 'billing', language: 'en' });
  const second = withNote(first, note('b', { kind: 'scheduling', language: 'es' }));
  expect(wantedOf(second)).toEqual({ reason: 'scheduling', language: 'es' });
  const urgent = withNote(second, note('c', { kind: 'emergency' }));
  expect(wantedOf(withNote(urgent, note('d', { kind: 'billing' }))).reason).toBe('emergency');
});
