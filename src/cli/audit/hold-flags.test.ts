import { readHoldFlags } from './hold-flags';

const ACCOUNT = '0a0a0a0a-0000-4000-8000-00000000000a';
const PLACE = ['place', '--account', ACCOUNT, '--from', '2026-01', '--reason', 'case 12', '--as', 'lawyer-1'];

describe('readHoldFlags', () => {
  it('reads a hold of one account, and of all', () => {
    const hold = { kind: 'place', from: '2026-01-01', reason: 'case 12', who: 'lawyer-1' };
    expect(readHoldFlags(PLACE)).toEqual({ ok: true, value: { ...hold, accountId: ACCOUNT, until: null } });
    expect(readHoldFlags([...PLACE, '--account', 'all', '--until', '2026-01'])).toEqual({
      ok: true,
      value: { ...hold, accountId: null, until: '2026-01-01' },
    });
  });

  it.each([
    [['place'], ['--account', '--from', '--reason', '--as']],
    [[...PLACE, '--until', '2025-12'], ['--until']],
    [[...PLACE, '--from', 'January'], ['--from']],
    [[...PLACE, '--account', 'mine'], ['--account']],
    [[...PLACE, '--reason', ' '], ['--reason']],
    [['release', ACCOUNT], ['--as']],
    [['release', 'mine', '--as', 'x'], ['HOLD']],
    [['list', '--as', 'x'], ['list']],
    [['lift'], ['place']],
    [[...PLACE, '--force'], []],
  ])('refuses %j and says what is wrong', (args, words) => {
    const read = readHoldFlags(args);
    expect(read.ok).toBe(false);
    for (const word of words) expect(read).toMatchObject({ error: expect.stringContaining(word) });
  });
});
