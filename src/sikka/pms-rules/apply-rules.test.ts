import fc from 'fast-check';
import { applyRules } from './apply-rules';
import { bookingRulesOf } from './booking-rules';
import type { WriteRules } from './write-rules';

const TEXTS = ['description', 'note', 'text', 'cancellation_note'];
const names = fc.constantFrom(...TEXTS, 'staff', 'user', 'type');
const rules: fc.Arbitrary<WriteRules> = fc.record({
  required: fc.uniqueArray(names, { maxLength: 2 }),
  unused: fc.uniqueArray(names, { maxLength: 2 }),
  refused: fc.uniqueArray(names, { maxLength: 1 }),
  mayBeBlank: fc.uniqueArray(names, { maxLength: 1 }),
  maxTextLengths: fc.dictionary(fc.constantFrom(...TEXTS), fc.integer({ min: 11, max: 60 })),
  maxLengths: fc.dictionary(fc.constantFrom('staff', 'user'), fc.integer({ min: 1, max: 20 })),
});
const fields = fc.dictionary(names, fc.oneof(fc.string(), fc.string({ unit: 'grapheme', maxLength: 200 })));

it('lets out only what the rules allow, whatever it is given', () => {
  fc.assert(
    fc.property(fields, rules, (given, limits) => {
      const result = applyRules(given, limits);
      if (!result.ok) return result.error.writeOutcome === 'not-accepted' && result.error.field !== undefined;
      const sent = result.value;
      expect(limits.required.filter((name) => (sent[name] ?? '') === '')).toEqual([]);
      for (const [name, value] of Object.entries(sent)) {
        const max = limits.maxTextLengths?.[name] ?? limits.maxLengths?.[name] ?? Infinity;
        expect(value.length).toBeLessThanOrEqual(max);
        expect(limits.refused?.includes(name) === true && value !== '').toBe(false);
        expect(limits.unused?.includes(name) === true && value !== '').toBe(false);
        if (TEXTS.includes(name)) expect(value).toMatch(/^([A-Za-z0-9]+( [A-Za-z0-9]+)*)?$/);
      }
      return true;
    }),
  );
});

it('changes nothing in what is no free text', () => {
  const exact = { required: [] };
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), (value) => {
      const result = applyRules({ type: value }, exact);
      return result.ok && result.value['type'] === (value.trim() === '' ? undefined : value);
    }),
  );
});

it.each(['ORTHOTRAC', 'Ortho Trac'])('knows the software by its name however it is spelt: %s', (name) => {
  expect(bookingRulesOf({ name, version: '' }).maxTextLengths).toEqual({ description: 150 });
});
