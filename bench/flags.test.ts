import { parseFlags } from './flags';

const planOf = (...args: string[]) => {
  const flags = parseFlags(args);
  if (!flags.ok) throw new Error(flags.error);
  return flags.value.plan;
};

describe('the flags of the benchmark', () => {
  it('measure three rounds by default, as a figure from fewer is none', () => {
    expect(planOf()).toEqual({
      rounds: 3,
      samples: {
        read: 150,
        availability: 75,
        booking: 30,
        client: 150,
        neighbour: 600,
        stuck: 3,
        writers: 6,
        verify: 3,
      },
    });
  });

  it('take -n for reads, and never more bookings than the practice has open times', () => {
    expect(planOf('-n', '30').samples).toMatchObject({ read: 30, availability: 15, booking: 6 });
    expect(planOf('-n', '5000').samples.booking).toBe(60);
  });

  it('take as few of those that wait for seconds as can be', () => {
    expect(planOf('-n', '5000').samples).toMatchObject({ stuck: 3, writers: 6, verify: 3 });
    expect(planOf('-n', '1').samples).toMatchObject({ stuck: 1, writers: 1, verify: 1 });
  });

  it('take -n over --quick', () => {
    expect(planOf('--quick').samples.read).toBe(40);
    expect(planOf('--quick', '-n', '7').samples.read).toBe(7);
  });

  it('take a number of rows for the sample of an audit record', () => {
    expect(parseFlags([])).toMatchObject({ value: { auditSampleRows: null } });
    expect(parseFlags(['--audit-sample', '200000'])).toMatchObject({ value: { auditSampleRows: 200_000 } });
  });

  it('refuse what is no number of samples, and flags that nobody knows', () => {
    for (const args of [['-n', '0'], ['-n', 'many'], ['-n'], ['--slow'], ['reads'], ['--audit-sample', '10']]) {
      expect(parseFlags(args).ok).toBe(false);
    }
  });
});
