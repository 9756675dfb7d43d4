import { createCircuit, type Admission, type Outcome } from './circuit';
import type { CircuitState } from './observer';

const LIMITS = { failuresToOpen: 5, firstOpenMs: 5_000, maxOpenMs: 60_000 };

function startCircuit(random = 0) {
  let nowMs = 1_000_000;
  const states: CircuitState[] = [];
  const circuit = createCircuit({
    limits: LIMITS,
    nowMs: () => nowMs,
    random: () => random,
    onChange: (state) => states.push(state),
  });
  const admit = (): Admission => {
    const admission = circuit.admit();
    if (admission === null) throw new Error('the circuit is open');
    return admission;
  };
  const meet = (...outcomes: Outcome[]): void => {
    for (const outcome of outcomes) circuit.settle(admit(), outcome);
  };
  return { circuit, states, admit, meet, pass: (ms: number) => (nowMs += ms) };
}

const FIVE_FAILURES: Outcome[] = ['failed', 'failed', 'failed', 'failed', 'failed'];

describe('a circuit', () => {
  it('opens after five failures in a row, and then turns everything away', () => {
    const { circuit, states, meet } = startCircuit();
    meet('failed', 'failed', 'failed', 'failed');
    expect(circuit.isBlocking()).toBe(false);
    meet('failed');
    expect(circuit.isBlocking()).toBe(true);
    expect(circuit.admit()).toBeNull();
    expect(circuit.retryInMs()).toBe(5_000);
    expect(states).toEqual(['open']);
  });

  it('counts requests that were under way together as one failure', () => {
    const { circuit, meet, admit } = startCircuit();
    const volley = Array.from({ length: 20 }, admit);
    for (const admission of volley) circuit.settle(admission, 'failed');
    meet('failed', 'failed', 'failed');
    expect(circuit.isBlocking()).toBe(false);
    meet('failed');
    expect(circuit.isBlocking()).toBe(true);
  });

  it('starts to count anew after an answer, but not after a request that tells nothing', () => {
    const { circuit, meet } = startCircuit();
    meet('failed', 'failed', 'failed', 'failed', 'answered', 'failed', 'failed', 'nothing', 'failed', 'failed');
    expect(circuit.isBlocking()).toBe(false);
    meet('failed');
    expect(circuit.isBlocking()).toBe(true);
  });

  it('lets one trial out after its time and everybody after its answer', () => {
    const { circuit, states, meet, admit, pass } = startCircuit();
    meet(...FIVE_FAILURES);
    pass(4_999);
    expect(circuit.admit()).toBeNull();
    pass(1);
    const trial = admit();
    expect(circuit.admit()).toBeNull();
    expect(circuit.retryInMs()).toBeNull();
    circuit.settle(trial, 'answered');
    expect(circuit.admit()).not.toBeNull();
    expect(states).toEqual(['open', 'half-open', 'closed']);
  });

  it('stays open longer after every trial that fails, up to a minute', () => {
    const { circuit, meet, pass } = startCircuit();
    meet(...FIVE_FAILURES);
    const openMs: (number | null)[] = [];
    for (let trial = 0; trial < 6; trial += 1) {
      openMs.push(circuit.retryInMs());
      pass(circuit.retryInMs() ?? 0);
      meet('failed');
    }
    expect(openMs).toEqual([5_000, 10_000, 20_000, 40_000, 60_000, 60_000]);
  });

  it('begins with five seconds again once it was closed', () => {
    const { circuit, meet, pass } = startCircuit();
    meet(...FIVE_FAILURES);
    pass(5_000);
    meet('failed');
    pass(10_000);
    meet('answered', ...FIVE_FAILURES);
    expect(circuit.retryInMs()).toBe(5_000);
  });

  it('leaves a part of the open time to chance', () => {
    const { circuit, meet } = startCircuit(0.5);
    meet(...FIVE_FAILURES);
    expect(circuit.retryInMs()).toBe(4_500);
  });

  it('neither closes nor waits longer when the trial was given up: the next request is the trial', () => {
    const { circuit, states, meet, admit, pass } = startCircuit();
    meet(...FIVE_FAILURES);
    pass(5_000);
    circuit.settle(admit(), 'nothing');
    const trial = admit();
    expect(circuit.admit()).toBeNull();
    circuit.settle(trial, 'answered');
    expect(states.at(-1)).toBe('closed');
  });

  it('does not listen to requests that left before it opened or closed', () => {
    const { circuit, states, meet, admit, pass } = startCircuit();
    const [early, slow] = [admit(), admit()];
    meet(...FIVE_FAILURES);
    circuit.settle(early, 'answered');
    expect(circuit.isBlocking()).toBe(true);
    pass(5_000);
    const trial = admit();
    circuit.settle(slow, 'failed');
    expect(states).toEqual(['open', 'half-open']);
    circuit.settle(trial, 'answered');
    expect(states).toEqual(['open', 'half-open', 'closed']);
  });
});
