import { readKeyword } from './keywords';

it.each([
  ['STOP', 'stop'],
  ['stop', 'stop'],
  [' Stop.\n', 'stop'],
  ['"STOP!"', 'stop'],
  ['stop all', 'stop'],
  ['STOPALL', 'stop'],
  ['Unsubscribe', 'stop'],
  ['cancel', 'stop'],
  ['End', 'stop'],
  ['QUIT', 'stop'],
  ['opt-out', 'stop'],
  ['Revoke', 'stop'],
  ['ＳＴＯＰ', 'stop'],
  ['start', 'start'],
  ['Yes!', 'start'],
  ['UNSTOP', 'start'],
  ['help?', 'help'],
  ['INFO', 'help'],
])('%j is %s', (text, keyword) => {
  expect(readKeyword(text)).toBe(keyword);
});

it.each([
  ...['', '   ', '👍', 'stop it please', 'please cancel my visit', 'nonstop', 'starting', 'constructor', '1STOP'],
  `stop${' '.repeat(100)}`,
])('%j is none', (text) => {
  expect(readKeyword(text)).toBeNull();
});
