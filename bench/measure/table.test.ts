import { formatTable } from './table';

const bare = { name: 'bare', rounds: [[1, 1], [1, 2]] }; // prettier-ignore
const tool = { name: 'tool', rounds: [[3, 3], [3, 150]] }; // prettier-ignore

describe('the table of the report', () => {
  const [head, baseline, measured] = formatTable([
    { name: 'bare proxy', measured: bare, against: null, sikkaCalls: 1 },
    { name: 'the tool', measured: tool, against: bare, sikkaCalls: null },
  ]).split('\n');

  it('shows count, percentiles over all rounds and the p50 of each', () => {
    expect(head).toMatch(/n +p50 ms +p99 ms/);
    expect(baseline).toMatch(/^bare proxy +4 +1\.00 +2\.00 +1 +1\.00 1\.00$/);
  });

  it('shows ratio and difference to the baseline at both percentiles', () => {
    expect(measured).toMatch(/^the tool +4 +3\.00 +150 +3\.00 +75\.00 +\+2\.00 +\+148 +3\.00 3\.00$/);
  });

  it('shows a faster contender with a minus', () => {
    const line = formatTable([{ name: 'x', measured: bare, against: tool, sikkaCalls: null }]).split('\n')[1];
    expect(line).toContain('-2.00');
    expect(line).not.toContain('+-');
  });
});
