import { News } from '../../domain/messaging/news';
import type { Language } from '../../domain/language';
import { phi, reveal } from '../../domain/phi';
import { liveWords, textWords } from './words';

const visit = phi({ typeName: 'Cleaning', date: '2031-03-10', time: '10:30' });
const WHATS = ['booking', 'move', 'cancel-appointment', 'create-patient', 'update-patient'] as const;
const told = (what: (typeof WHATS)[number], language: Language = 'en') => ({
  what,
  code: 'A1',
  language,
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

describe.each(WHATS)('news of %s in Spanish', (what) => {
  it.each(Object.values(News))('is one line with its code, and says whether it is done: %s', (news) => {
    const words = reveal(liveWords(told(what, 'es'), news));
    expect(words).toMatch(/^[A-Z][^\r\n]+\.$/);
    expect(words).toContain('(A1)');
    expect(words).toMatch(/Díga(?:selo|le) ahora a quien llama/);
    expect(words).not.toMatch(/\b(?:the|is|not|caller|office)\b/);
    const saysDone = /^El consultorio (?:confirmó|canceló)|registró/.test(words);
    const saysNotDone = /no se pudo|no está|sigue en pie/i.test(words);
    expect([saysDone, saysNotDone]).toEqual(news === 'confirmed' ? [true, false] : [false, true]);
  });

  it('says in a text neither who nor what for, and how to have no more', () => {
    const words = reveal(textWords('Sample Dental North', told(what, 'es')));
    expect(words).toMatch(/^Sample Dental North: [^\r\n]+\. Responda STOP para no recibir más\.$/);
    expect(words.toLowerCase()).not.toContain('cleaning');
    expect(words).not.toContain('A1');
    // Letters such as "á" make two parts of what is longer than 70, three of what is longer than 134.
    expect(words.length).toBeLessThanOrEqual(134);
  });
});

it('says day and hour in Spanish in the call and in a text', () => {
  expect(reveal(liveWords(told('booking', 'es'), 'confirmed'))).toBe(
    'El consultorio confirmó la cita de cleaning del lunes 10 de marzo a las 10:30 de la mañana (A1). Dígaselo ahora a quien llama.',
  );
  expect(reveal(textWords('Sample Dental', told('booking', 'es')))).toBe(
    'Sample Dental: su cita del lunes 10 mar a las 10:30 de la mañana está confirmada. Responda STOP para no recibir más.',
  );
});
