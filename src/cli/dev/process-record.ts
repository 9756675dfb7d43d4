import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { identityOf } from './process-identity';
import { pollUntil } from './poll';
import { killGroup, sendSignal } from './signals';

/**
 * The list of our processes, kept in a file, so that the next start can end what an interrupted run left behind.
 * A number alone is never trusted: a process is ours only if its start and its command line are still the recorded ones.
 */
const recordedProcess = z.object({
  name: z.string(),
  pid: z.number().int().positive(),
  identity: z.string(),
  stopSignal: z.enum(['SIGINT', 'SIGTERM']),
});
const recordSchema = z.object({
  owner: z.object({ pid: z.number().int().positive(), identity: z.string() }),
  processes: z.array(recordedProcess),
});
export type RecordedProcess = z.infer<typeof recordedProcess>;
export type ProcessRecord = z.infer<typeof recordSchema>;

/** The record of the last run, or null when there is none (an unreadable one counts as none). */
export function readRecord(file: string): ProcessRecord | null {
  try {
    return recordSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}

export function writeRecord(file: string, record: ProcessRecord): void {
  const fresh = `${file}.new`;
  writeFileSync(fresh, JSON.stringify(record, null, 2), { mode: 0o600 });
  renameSync(fresh, file);
}

export function removeRecord(file: string): void {
  rmSync(file, { force: true });
}

/** The pid of the run that wrote the record, if that very process still lives. */
export function livingOwner(record: ProcessRecord, identify = identityOf): number | null {
  return identify(record.owner.pid) === record.owner.identity ? record.owner.pid : null;
}

/** The recorded processes that live on: same number, same start, same command line. */
export function leftOvers(record: ProcessRecord, identify = identityOf): RecordedProcess[] {
  return record.processes.filter(({ pid, identity }) => identify(pid) === identity);
}

/** Asks each to stop, the ones started last first, and after `graceMs` ends its whole process group. */
export async function stopLeftOvers(processes: readonly RecordedProcess[], graceMs = 10_000): Promise<void> {
  for (const left of processes.toReversed()) {
    const isGone = () => identityOf(left.pid) !== left.identity;
    sendSignal(left.pid, left.stopSignal);
    if (!(await pollUntil(isGone, { timeoutMs: graceMs }))) killGroup(left.pid);
    await pollUntil(isGone, { timeoutMs: 2_000 });
  }
}
