import { readdirSync, readFileSync } from 'node:fs';

const MS_PER_TICK = 10; // Linux counts in hundredths of a second on every platform that Node runs on
/** Fields of /proc/{pid}/stat after the name in parentheses, from 0. */
const FIELD = { parent: 1, user: 11, system: 12, reapedUser: 13, reapedSystem: 14 } as const;

/** Milliseconds of processor time since a process began. */
export interface ProcessorTime {
  /** Of all its threads and of what it started. */
  readonly allMs: number;
  /** Of its first thread alone, which runs the JavaScript of a Node process. */
  readonly mainThreadMs: number;
}

function fieldsOf(file: string): number[] | null {
  try {
    const text = readFileSync(file, 'utf8');
    return text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
  } catch {
    return null; // it has ended, or this is not Linux
  }
}

const ms = (fields: readonly number[], ...which: (keyof typeof FIELD)[]): number =>
  which.reduce((sum, name) => sum + (fields[FIELD[name]] ?? 0) * MS_PER_TICK, 0);

/** Reads the processor time of processes from /proc. @throws where there is none: the figures are of Linux */
export function readProcessorTimes(pids: readonly number[]): ProcessorTime[] {
  const all = new Map<number, readonly number[]>();
  for (const name of readdirSync('/proc')) {
    const fields = /^\d+$/.test(name) ? fieldsOf(`/proc/${name}/stat`) : null;
    if (fields !== null) all.set(Number(name), fields);
  }
  const own = (pid: number): number => {
    const fields = all.get(pid) ?? [];
    const children = [...all].filter(([, childFields]) => childFields[FIELD.parent] === pid);
    return (
      ms(fields, 'user', 'system', 'reapedUser', 'reapedSystem') +
      children.reduce((sum, [child]) => sum + own(child), 0)
    );
  };
  return pids.map((pid) => ({
    allMs: own(pid),
    mainThreadMs: ms(fieldsOf(`/proc/${pid}/task/${pid}/stat`) ?? [], 'user', 'system'),
  }));
}
