import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * What tells one process from a later one with the same number: when it started and its whole command line.
 * @returns null when no such process lives (a zombie does not), or this system does not tell
 */
export function identityOf(pid: number): string | null {
  return process.platform === 'linux' ? readFromProc(pid) : askPs(pid);
}

/** The command line alone, for messages. Null when it cannot be read. */
export function commandLineOf(pid: number): string | null {
  const identity = identityOf(pid);
  return identity === null ? null : identity.slice(identity.indexOf('|') + 1);
}

function readFromProc(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const { state, startTicks } = parseStat(stat);
    if (state === 'Z' || state === 'X') return null;
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
      .split('\0')
      .filter((word) => word !== '');
    return `${startTicks}|${words.join(' ')}`;
  } catch {
    return null;
  }
}

/** proc(5): the second field is the program's name in parentheses and may itself hold spaces and parentheses. */
export function parseStat(stat: string): { state: string; startTicks: string } {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { state: fields[0] ?? '', startTicks: fields[19] ?? '' };
}

function askPs(pid: number): string | null {
  const columns = ['-o', 'stat=', '-o', 'lstart=', '-o', 'command='];
  const answer = spawnSync('ps', [...columns, '-p', String(pid)], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  });
  const line = answer.status === 0 ? answer.stdout.trim() : '';
  // "S    Mon Nov 23 11:05:01 2026 node server.js": the start is five words long
  const parts = /^(\S+)\s+((?:\S+\s+){4}\S+)\s+(.*)$/.exec(line);
  if (parts === null || parts[1]?.startsWith('Z') === true) return null;
  return `${parts[2] ?? ''}|${parts[3] ?? ''}`;
}
