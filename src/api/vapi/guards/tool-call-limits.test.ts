import { createToolCallLimits, type ToolCallLimits } from './tool-call-limits';

/** Ten tool calls of a line and twenty-five of an account in each window of ten seconds. */
const CONFIG = { lineToolCallsPerMinute: 60, accountToolCallsPerMinute: 150 };
const lineOf = (accountId: string, lineId: string) => ({ accountId: `account-${accountId}`, lineId: `line-${lineId}` });

describe('limits of tool calls', () => {
  let limits: ToolCallLimits;
  beforeEach(() => {
    jest.useFakeTimers();
    limits = createToolCallLimits(CONFIG);
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  const takeEach = async (line: ReturnType<typeof lineOf>, times: number): Promise<unknown[]> => {
    const taken: unknown[] = [];
    for (let i = 0; i < times; i += 1) taken.push(await limits.take(line, 1));
    return taken;
  };

  it('hold for each line by itself', async () => {
    const heard = await takeEach(lineOf('a', '1'), 12);
    expect(heard).toEqual([...Array.from({ length: 10 }, () => null), 'line', 'line']);
    expect(await limits.take(lineOf('a', '2'), 1)).toBeNull();
  });

  it('count every tool call of a message', async () => {
    expect(await limits.take(lineOf('a', '1'), 9)).toBeNull();
    expect(await limits.take(lineOf('a', '1'), 2)).toBe('line');
  });

  it('hold for an account over all of its lines, and for no other account', async () => {
    for (const line of ['1', '2']) expect(await limits.take(lineOf('a', line), 10)).toBeNull();
    expect(await limits.take(lineOf('a', '3'), 5)).toBeNull();
    expect(await limits.take(lineOf('a', '4'), 1)).toBe('account');
    expect(await limits.take(lineOf('b', '5'), 10)).toBeNull();
  });

  it('let one flooding line use up no more of its account than its own share', async () => {
    await takeEach(lineOf('a', '1'), 500);
    expect(await limits.take(lineOf('a', '2'), 10)).toBeNull();
  });

  it('are over after ten seconds', async () => {
    await takeEach(lineOf('a', '1'), 11);
    jest.advanceTimersByTime(9_900);
    expect(await limits.take(lineOf('a', '1'), 1)).toBe('line');
    jest.advanceTimersByTime(200);
    expect(await limits.take(lineOf('a', '1'), 1)).toBeNull();
  });

  it('put one refusal a minute on record for each account and limit', async () => {
    const ask = () => limits.isForRecord('account-a', 'line');
    expect([await ask(), await ask(), await ask()]).toEqual([true, false, false]);
    expect(await limits.isForRecord('account-a', 'account')).toBe(true);
    expect(await limits.isForRecord('account-b', 'line')).toBe(true);
    jest.advanceTimersByTime(60_100);
    expect(await ask()).toBe(true);
  });

  it('put sixty calls a minute of lines that nobody has on record', async () => {
    const asked: boolean[] = [];
    for (let i = 0; i < 70; i += 1) asked.push(await limits.isUnknownLineForRecord());
    expect(asked.filter(Boolean)).toHaveLength(60);
  });
});
