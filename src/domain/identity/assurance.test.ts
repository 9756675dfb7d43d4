import * as fc from 'fast-check';
import { afterEvent, INITIAL_ASSURANCE, meets, type Assurance, type AssuranceEvent } from './assurance';

const FAILED = { kind: 'verification-failed' } as const;
const after = (...events: readonly AssuranceEvent[]): Assurance => events.reduce(afterEvent, INITIAL_ASSURANCE);

describe('meets', () => {
  it('is the order L0 < L1 < L2 < L3', () => {
    const levels = ['L0', 'L1', 'L2', 'L3'] as const;
    const table = levels.map((level) => levels.map((required) => (meets(level, required) ? '+' : '-')).join(''));
    expect(table).toEqual(['+---', '++--', '+++-', '++++']);
  });
});

describe('afterEvent', () => {
  it('raises the level with what is shown', () => {
    expect(after({ kind: 'caller-number-on-file' }).level).toBe('L1');
    expect(after({ kind: 'verified', level: 'L2' }).level).toBe('L2');
    expect(after({ kind: 'verified', level: 'L3' }, { kind: 'caller-number-on-file' }).level).toBe('L3');
  });

  it('forgives two failures', () => {
    expect(after(FAILED, FAILED, { kind: 'verified', level: 'L2' })).toEqual({
      level: 'L2',
      failedAttempts: 2,
      isLocked: false,
    });
  });

  it('locks at the third failure and takes the level away', () => {
    expect(after({ kind: 'verified', level: 'L3' }, FAILED, FAILED, FAILED)).toEqual({
      level: 'L0',
      failedAttempts: 3,
      isLocked: true,
    });
  });

  it('counts on through a success, so that a patient cannot guess at others', () => {
    expect(after(FAILED, FAILED, { kind: 'verified', level: 'L2' }, FAILED).isLocked).toBe(true);
  });

  it('locks after exactly three failures, whatever comes between, and nothing unlocks', () => {
    const event = fc.constantFrom<AssuranceEvent>(
      FAILED,
      { kind: 'verified', level: 'L2' },
      { kind: 'verified', level: 'L3' },
      { kind: 'caller-number-on-file' },
    );
    fc.assert(
      fc.property(fc.array(event, { maxLength: 12 }), (events) => {
        const failures = events.filter(({ kind }) => kind === 'verification-failed').length;
        const state = after(...events);
        expect(state.isLocked).toBe(failures >= 3);
        if (state.isLocked) expect(state.level).toBe('L0');
      }),
    );
  });
});
