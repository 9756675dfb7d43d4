import { parseFlags } from './flags';

describe('the flags of demo:call', () => {
  it('play the happy call unless another is named', () => {
    expect(parseFlags([])).toMatchObject({ ok: true, value: { kind: 'play', scenario: { name: 'happy' } } });
    expect(parseFlags(['--scenario', 'slot-taken'])).toMatchObject({ value: { scenario: { name: 'slot-taken' } } });
    expect(parseFlags(['--scenario=slot-taken'])).toMatchObject({ value: { scenario: { name: 'slot-taken' } } });
  });

  it('ask for help or for the list', () => {
    expect(parseFlags(['--help'])).toEqual({ ok: true, value: { kind: 'help' } });
    expect(parseFlags(['--list'])).toEqual({ ok: true, value: { kind: 'list' } });
  });

  it.each([[['--scenario', 'none']], [['--loud']], [['happy']], [['--scenario']]])('refuse %j', (args) => {
    expect(parseFlags(args).ok).toBe(false);
  });

  it('name the calls that there are when one is not known', () => {
    const flags = parseFlags(['--scenario', 'none']);
    expect(flags.ok ? '' : flags.error).toContain('wrong-birth-date');
  });
});
