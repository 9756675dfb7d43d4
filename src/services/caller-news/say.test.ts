import { News } from '../../domain/messaging/news';
import { phi, reveal } from '../../domain/phi';
import { liveWords, textWords } from './say';

const visit = phi({ typeName: 'Cleaning', date: '2031-03-10', time: '10:30' });
const WHATS = ['booking', 'move', 'cancel-appointment', 'create-patient', 'update-patient'] as const;
const told = (what: (typeof WHATS)[number]) => ({
  what,
  code: 'A1',
  visit: what === 'create-patient' || what === 'update-patient' ? null : visit,
});

it('tells the assistant which visit it is, and what to do', () => {
  expect(reveal(liveWords(told('booking'), 'confirmed'))).toBe(
    'The office has confirmed the cleaning on Monday, March 10 at 10:30 AM (A1). Tell the caller now.',
  );
});

describe.each(WHATS)('news of %s', (what) => {
  it.each(Object.values(News))('is one line with its code, and says whether it is done: %s', (news) => {
    const words = reveal(liveWords(told(what), news));
    expect(words).toMatch(/^[A-Z][^\r\n]+\.$/);
    expect(words).toContain('(A1)');
    expect(words).toContain('Tell the caller now');
    const saysDone = /has confirmed|has cancelled|has taken/.test(words);
    const saysNotDone = /could not|not confirmed|is not |still stands/.test(words);
    expect([saysDone, saysNotDone]).toEqual(news === 'confirmed' ? [true, false] : [false, true]);
  });

  it('fits one text of 160 plain characters, and says neither who nor what for', () => {
    const words = reveal(textWords('Sample Dental North', told(what)));
    expect(words).toMatch(/^Sample Dental North: [ -~]+\. Reply STOP to opt out\.$/);
    expect(words.length).toBeLessThanOrEqual(160);
    expect(words.toLowerCase()).not.toContain('cleaning');
    expect(words).not.toContain('A1');
  });
});

it('has the day and the hour in a text', () => {
  expect(reveal(textWords('Sample Dental', told('booking')))).toBe(
    'Sample Dental: your visit on Mon Mar 10 at 10:30 AM is confirmed. Reply STOP to opt out.',
  );
});
