import * as fc from 'fast-check';
import { LANGUAGES } from '../language';
import { chooseDestination, DESTINATION_HOURS, type TransferDestination } from './destination';
import { REASON_KINDS } from './reason-kind';

const DESK = '+12025550190';
const FRONT_DESK = { id: null, number: DESK, extension: null };
const at = (id: string, fields: Partial<TransferDestination> = {}): TransferDestination => ({
  id,
  number: '+12025550111',
  extension: null,
  language: null,
  reason: null,
  hours: 'open',
  ...fields,
});
const OPEN = { reason: 'other', language: 'en', state: 'open' } as const;
const CLOSED = { ...OPEN, state: 'closed' } as const;

describe('where a caller finds a person', () => {
  it('is the front desk where nothing else is set, and nowhere when the practice is closed', () => {
    expect(chooseDestination([], DESK, OPEN)).toEqual(FRONT_DESK);
    expect(chooseDestination([], DESK, { ...OPEN, state: 'unknown' })).toEqual(FRONT_DESK);
    expect(chooseDestination([], DESK, CLOSED)).toBeNull();
    expect(chooseDestination([], DESK, { ...CLOSED, reason: 'emergency' })).toBeNull();
    expect(chooseDestination([], null, OPEN)).toBeNull();
  });

  it('is by reason, then by language, then by the order of the practice', () => {
    const any = at('any');
    const spanish = at('spanish', { language: 'es' });
    const billing = at('billing', { reason: 'billing', extension: '12' });
    const both = at('both', { reason: 'billing', language: 'es' });
    const all = [any, at('second'), spanish, billing, both];
    const chosen = (reason: 'billing' | 'other', language: 'en' | 'es') =>
      chooseDestination(all, DESK, { reason, language, state: 'open' });
    expect(chosen('other', 'en')?.id).toBe('any');
    expect(chosen('other', 'es')?.id).toBe('spanish');
    expect(chosen('billing', 'en')).toEqual({ id: 'billing', number: '+12025550111', extension: '12' });
    expect(chosen('billing', 'es')?.id).toBe('both');
  });

  it('is by the hours', () => {
    const all = [at('day'), at('night', { hours: 'closed' })];
    expect(chooseDestination(all, DESK, OPEN)?.id).toBe('day');
    expect(chooseDestination(all, DESK, { ...OPEN, state: 'unknown' })?.id).toBe('day');
    expect(chooseDestination(all, DESK, CLOSED)?.id).toBe('night');
    expect(chooseDestination([at('all', { hours: 'always' })], DESK, CLOSED)?.id).toBe('all');
  });

  it('is after hours open for emergencies alone, where the practice says so', () => {
    const night = [at('night', { hours: 'closed', reason: 'emergency' })];
    expect(chooseDestination(night, DESK, { ...CLOSED, reason: 'emergency' })?.id).toBe('night');
    expect(chooseDestination(night, DESK, { ...CLOSED, reason: 'scheduling' })).toBeNull();
  });

  it('is in an emergency somebody of another language rather than nobody, and only then', () => {
    const english = [at('night', { hours: 'closed', language: 'en' })];
    const caller = { language: 'es', state: 'closed' } as const;
    expect(chooseDestination(english, DESK, { ...caller, reason: 'emergency' })?.id).toBe('night');
    expect(chooseDestination(english, DESK, { ...caller, reason: 'other' })).toBeNull();
  });

  it('is in an emergency somebody of the night where nobody knows whether it is open', () => {
    const night = [at('night', { hours: 'closed' })];
    expect(chooseDestination(night, null, { ...OPEN, state: 'unknown', reason: 'emergency' })?.id).toBe('night');
    expect(chooseDestination(night, null, { ...OPEN, state: 'unknown' })).toBeNull();
  });

  const destination: fc.Arbitrary<TransferDestination> = fc.record({
    id: fc.uuid(),
    number: fc.constant('+12025550111'),
    extension: fc.constant(null),
    language: fc.constantFrom(null, ...LANGUAGES),
    reason: fc.constantFrom(null, ...REASON_KINDS),
    hours: fc.constantFrom(...DESTINATION_HOURS),
  });
  const wanted = fc.record({
    reason: fc.constantFrom(...REASON_KINDS),
    language: fc.constantFrom(...LANGUAGES),
    state: fc.constantFrom('open' as const, 'closed' as const),
  });

  it('is always the exact one where there is one, whatever else is set and in whichever order', () => {
    fc.assert(
      fc.property(fc.array(destination), wanted, fc.nat(), (others, caller, at) => {
        const list = others.filter(({ reason, language }) => reason !== caller.reason || language !== caller.language);
        const { reason, language, state } = caller;
        const exact: TransferDestination = {
          id: 'exact',
          number: DESK,
          extension: null,
          reason,
          language,
          hours: state,
        };
        list.splice(at % (list.length + 1), 0, exact);
        expect(chooseDestination(list, DESK, caller)?.id).toBe('exact');
      }),
    );
  });

  it('is never one for another reason, nor one where nobody is at that hour', () => {
    fc.assert(
      fc.property(fc.array(destination), wanted, (list, caller) => {
        const chosen = chooseDestination(list, null, caller);
        const found = list.find(({ id }) => id === chosen?.id);
        if (chosen === null || found === undefined) return;
        expect([null, caller.reason]).toContain(found.reason);
        expect(['always', caller.state]).toContain(found.hours);
        if (caller.reason !== 'emergency') expect([null, caller.language]).toContain(found.language);
      }),
    );
  });
});
