import { toolText, type StatusWord } from './status-words';

describe('toolText', () => {
  it.each<[StatusWord, string]>([
    ['OK', 'result'],
    ['SENT', 'result'],
    ['CONFIRMED', 'result'],
    ['WORKING', 'result'],
    ['TASK', 'result'],
    ['NOT FOUND', 'result'],
    ['NEED', 'error'],
    ['NOT DONE', 'error'],
    ['UNAVAILABLE', 'error'],
  ])('puts %s first and sends it as %s', (status, channel) => {
    expect(toolText(status, 'the fact. The next step.')).toEqual({
      channel,
      text: `${status}: the fact. The next step.`,
    });
  });
});
