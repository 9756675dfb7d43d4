import { phi } from '../phi';
import { addMessageBody, complains, transferBody } from './control-bodies';

it('has the keys that Vapi knows and no other', () => {
  expect(JSON.parse(addMessageBody(phi('words')).expose())).toEqual({
    type: 'add-message',
    message: { role: 'system', content: 'words' },
    triggerResponseEnabled: true,
  });
  const target = { number: '+12025550111', extension: null, content: 'One moment.' };
  expect(JSON.parse(transferBody(target).expose())).toEqual({
    type: 'transfer',
    destination: { type: 'number', number: '+12025550111' },
    content: 'One moment.',
  });
  expect(JSON.parse(transferBody({ ...target, extension: '101' }).expose())).toEqual({
    type: 'transfer',
    destination: { type: 'number', number: '+12025550111', extension: '101' },
    content: 'One moment.',
  });
});

it.each([
  '{"message":["property triggerResponseEnabled should not exist"]}',
  'property content should not exist',
  '{"statusCode":400,"message":"nope"}',
  '{"error":"Bad Request"}',
  '{"success":false}',
  '{"message":["type must be one of the following values"]}',
])('hears a complaint in %s', (answer) => {
  expect(complains(answer)).toBe(true);
});

it.each(['', 'ok', '{}', '{"status":"ok"}', '{"error":null}', '{"success":true,"statusCode":200}', '[]'])(
  'hears none in %j',
  (answer) => {
    expect(complains(answer)).toBe(false);
  },
);
