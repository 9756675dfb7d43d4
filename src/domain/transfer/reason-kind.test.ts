import * as fc from 'fast-check';
import { REASON_KINDS, readReasonKind, reasonKindOf, settleReasonKind } from './reason-kind';

describe('what a caller wants a person for', () => {
  it.each([
    ...['dental emergency', 'Knocked-out tooth', 'her son knocked his front tooth out', 'Swelling of the cheek'],
    ...['bleeding since the extraction', "it won't stop bleeding", 'the bleeding will not stop', 'severe tooth pain'],
    ...['hurts a lot', 'it hurts so badly', "can't breathe well", 'has trouble swallowing', 'facial trauma, accident'],
    ...[
      'no appointment, tooth knocked out',
      'has no insurance and is in severe pain',
      'urgent',
      'fever and an abscess',
    ],
    ...[
      'Sangrado después de la extracción',
      'no deja de sangrar',
      'tiene la cara hinchada',
      'Hinchazón',
      'dolor muy fuerte',
    ],
    ...['se le cayó un diente', 'me duele mucho', 'no puede respirar bien', 'es una emergencia', 'un golpe en la boca'],
  ])('an emergency: %s', (text) => {
    expect(reasonKindOf(text)).toBe('emergency');
  });

  it.each([
    ['wants to reschedule an appointment', 'scheduling'],
    ['Cancelar la cita del martes', 'scheduling'],
    ['running late', 'scheduling'],
    ['a question about her bill', 'billing'],
    ['urgent question on a payment', 'billing'],
    ['¿Acepta mi seguro?', 'billing'],
    ['wants to pay for the last appointment', 'billing'],
    ['wants a person', 'other'],
    ['quiere hablar con una persona', 'other'],
    ['facebook page', 'other'],
    ['', 'other'],
  ])('%s: %s', (text, kind) => {
    expect(reasonKindOf(text)).toBe(kind);
  });

  it.each([
    ['not an emergency, a question about the bill', 'billing'],
    ['no emergency', 'other'],
    ['has no swelling and no fever, wants an appointment', 'scheduling'],
    ['does not have any bleeding', 'other'],
    ['no es una emergencia', 'other'],
    ['sin dolor fuerte, quiere una cita', 'scheduling'],
  ])('what is denied does not count: %s', (text, kind) => {
    expect(reasonKindOf(text)).toBe(kind);
  });

  it('an emergency word is heard in any other words that deny nothing', () => {
    const harmless = fc.constantFrom(
      'she',
      'says',
      'about',
      'bill',
      'cita',
      'appointment',
      'quiere',
      'tooth',
      'please',
    );
    const words = fc.array(harmless, { maxLength: 8 });
    const urgent = fc.constantFrom('bleeding', 'SWELLING', 'severe pain', 'sangrado', 'Hinchazón', 'knocked-out tooth');
    fc.assert(
      fc.property(words, urgent, words, (before, what, after) => {
        expect(reasonKindOf([...before, what, ...after].join(' '))).toBe('emergency');
      }),
    );
  });

  it('is read from any text in time, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 1_300 }), (text) => {
        expect(REASON_KINDS).toContain(reasonKindOf(text));
      }),
      { numRuns: 50 },
    );
    const startedMs = performance.now();
    reasonKindOf('trouble a b '.repeat(110));
    reasonKindOf('no mucho '.repeat(150));
    expect(performance.now() - startedMs).toBeLessThan(500);
  });
});

describe('a kind that a model names', () => {
  it.each([
    ['emergency', 'emergency'],
    [' Urgent ', 'emergency'],
    ['Facturación', 'billing'],
    ['appointment', 'scheduling'],
    ['other', 'other'],
    ['whatever', null],
    ['', null],
  ])('%j is %s', (word, kind) => {
    expect(readReasonKind(word)).toBe(kind);
  });

  it('beats the words, but never takes an emergency away', () => {
    expect(settleReasonKind(['billing', undefined], 'wants a person')).toBe('billing');
    expect(settleReasonKind(['other'], 'it will not stop bleeding')).toBe('emergency');
    expect(settleReasonKind([undefined, 'urgent'], 'wants a person')).toBe('emergency');
    expect(settleReasonKind(['nonsense'], 'about my bill')).toBe('billing');
  });
});
