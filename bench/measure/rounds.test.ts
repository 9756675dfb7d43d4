import { measureInTurn } from './rounds';

const plan = { rounds: 2, samplesPerRound: 2, warmUpSamples: 1 };

function contender(name: string, log: string[]) {
  let count = 0;
  return {
    name,
    sample: () => {
      log.push(name);
      count += 1;
      return Promise.resolve(count);
    },
  };
}

describe('measuring in turn', () => {
  it('takes one sample of each contender before the next of any', async () => {
    const log: string[] = [];
    await measureInTurn([contender('A', log), contender('B', log)], plan, () => undefined);
    expect(log.join('')).toBe('AB'.repeat(5));
  });

  it('throws the warm-up away and keeps the rounds apart', async () => {
    const measured = await measureInTurn([contender('A', []), contender('B', [])], plan, () => undefined);
    expect(measured).toEqual([
      { name: 'A', rounds: [[2, 3], [4, 5]] }, // prettier-ignore
      { name: 'B', rounds: [[2, 3], [4, 5]] }, // prettier-ignore
    ]);
  });

  it('tells after each round what is known by then', async () => {
    const seen: number[] = [];
    await measureInTurn([contender('A', [])], plan, ([a]) => seen.push(a?.rounds.length ?? 0));
    expect(seen).toEqual([1, 2]);
  });

  it('ends with the first sample that fails, as a failed request has no latency', async () => {
    const failing = { name: 'A', sample: () => Promise.reject(new Error('answered 500')) };
    await expect(measureInTurn([failing], plan, () => undefined)).rejects.toThrow('answered 500');
  });
});
