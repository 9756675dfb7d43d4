/** One of several that are measured side by side. */
export interface Contender {
  readonly name: string;
  /** Does the thing once, and gives the milliseconds that its user waited. Throws where the answer was not the wanted one. */
  sample(): Promise<number>;
}

export interface RoundPlan {
  readonly rounds: number;
  readonly samplesPerRound: number;
  /** Samples of each contender that are thrown away first: code gets compiled, connections and caches filled. */
  readonly warmUpSamples: number;
}

/** The samples of one contender, in milliseconds, round by round. */
export interface Measured {
  readonly name: string;
  readonly rounds: readonly (readonly number[])[];
}

/**
 * Measures the contenders in turn, one sample each (A, B, A, B ...), so that whatever else the machine does meets all of
 * them alike. One request at a time: what is measured is latency, not throughput.
 */
export async function measureInTurn(
  contenders: readonly Contender[],
  { rounds, samplesPerRound, warmUpSamples }: RoundPlan,
  onRound: (soFar: readonly Measured[]) => void,
): Promise<readonly Measured[]> {
  const oneRound = async (count: number): Promise<number[][]> => {
    const samples = contenders.map((): number[] => []);
    for (let i = 0; i < count; i++) {
      for (const [at, contender] of contenders.entries()) samples[at]?.push(await contender.sample());
    }
    return samples;
  };
  await oneRound(warmUpSamples);
  const done: number[][][] = [];
  const measured = (): Measured[] =>
    contenders.map(({ name }, at) => ({ name, rounds: done.map((round) => round[at] ?? []) }));
  for (let round = 0; round < rounds; round++) {
    done.push(await oneRound(samplesPerRound));
    onRound(measured());
  }
  return measured();
}
