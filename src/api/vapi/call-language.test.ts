import { phi } from '../../domain/phi';
import { err, ok } from '../../domain/result';
import { saidLanguage, usualLanguage } from './call-language';

const call = (args: Record<string, unknown>) => ({ arguments: ok(phi(args)) });

describe('the language of a call', () => {
  it.each([
    ['es', 'es'],
    ['Spanish', 'es'],
    ['español', 'es'],
    ['es-MX', 'es'],
    ['EN', 'en'],
    ['tagalog', null],
    ['', null],
    [7, null],
    [['es'], null],
    [undefined, null],
  ])(
    'is what the model says that the caller speaks, where callers are answered in it: %j',
    (callLanguage, language) => {
      expect(saidLanguage([call({ callLanguage })])).toBe(language);
    },
  );

  it('is taken from any of the calls of a message, unreadable arguments or not', () => {
    expect(saidLanguage([{ arguments: err('not-json') }, call({ language: 'es' }), call({})])).toBeNull();
    expect(saidLanguage([{ arguments: err('not-json') }, call({}), call({ callLanguage: 'es' })])).toBe('es');
  });

  it('is else what the assistant listens for, else the language of the line', () => {
    expect(usualLanguage({ assistantLanguage: 'en' }, { language: 'es' })).toBe('en');
    expect(usualLanguage({ assistantLanguage: null }, { language: 'es' })).toBe('es');
  });
});
