import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { commandLineOf, identityOf, parseStat } from './process-identity';

describe('identityOf', () => {
  it('is the same for the same process and names its command line', () => {
    expect(identityOf(process.pid)).not.toBeNull();
    expect(identityOf(process.pid)).toBe(identityOf(process.pid));
    expect(commandLineOf(process.pid)).toContain('node');
  });

  it('is null once the process has ended', async () => {
    const child = spawn(process.execPath, ['-e', '']);
    const pid = child.pid ?? 0;
    await once(child, 'exit');
    expect(identityOf(pid)).toBeNull();
  });
});

describe('parseStat', () => {
  it('reads the fields behind a program name with spaces and parentheses', () => {
    const fields = ['S', ...Array.from({ length: 30 }, (_, index) => String(index + 4))];
    expect(parseStat(`12 (a) b (c) ${fields.join(' ')}`)).toEqual({ state: 'S', startTicks: '22' });
  });
});
