import { phi } from '../phi';
import { readTextAnswer, textForm } from './twilio-forms';

it('asks for one text', () => {
  const form = textForm({ to: phi('+12025550142'), words: phi('Visit & more'), messagingServiceSid: 'MGinvented' });
  expect(Object.fromEntries(new URLSearchParams(form.expose()))).toEqual({
    To: '+12025550142',
    MessagingServiceSid: 'MGinvented',
    Body: 'Visit & more',
  });
});

it.each([
  [201, '{"sid":"SMinvented","status":"queued"}', { kind: 'sent', messageSid: 'SMinvented' }],
  [201, '<html>', { kind: 'unknown' }],
  [302, '', { kind: 'unknown' }],
  [400, '{"code":21610,"status":400}', { kind: 'opted-out' }],
  [400, '{"code":21211,"status":400}', { kind: 'refused' }],
  [401, '{"code":20003}', { kind: 'refused' }],
  [408, '', { kind: 'unknown' }],
  [429, '', { kind: 'refused' }],
  [500, '{"code":21610}', { kind: 'unknown' }],
  [503, '', { kind: 'unknown' }],
])('reads %i %s', (status, body, outcome) => {
  expect(readTextAnswer(status, body)).toEqual(outcome);
});
