import { identityOf } from './process-identity';
import { removeRecord, writeRecord, type RecordedProcess } from './process-record';
import { killGroup, type StopSignal } from './signals';
import { startWatchdog } from './watchdog';

/** Knows every process that we started, so that none outlives us by accident. */
export interface ProcessGuard {
  add(name: string, pid: number, stopSignal: StopSignal): void;
  remove(pid: number): void;
  removeFolderAtEnd(folder: string): void;
  /** Throws once `refuseNew` was called: a start that is still under way must not add to what is being stopped. */
  assertOpen(): void;
  refuseNew(): void;
  /** Ends everything at once, without asking. */
  killAll(): void;
  /** Stops what is left and ends the guard; resolves when nothing of it is left. */
  close(): Promise<void>;
}

/**
 * A watchdog for the moment when this process dies, and (for `npm run dev`) a record on disk for the case that the
 * watchdog dies as well.
 * @param recordFile where the record lies; null keeps none
 */
export function startProcessGuard(recordFile: string | null): ProcessGuard {
  const watchdog = startWatchdog();
  const known = new Map<number, RecordedProcess>();
  const state = { isOpen: true };
  const owner = { pid: process.pid, identity: identityOf(process.pid) ?? '' };
  const save = () => {
    if (recordFile !== null) writeRecord(recordFile, { owner, processes: [...known.values()] });
  };
  save();
  return {
    add: (name, pid, stopSignal) => {
      watchdog.add(pid, stopSignal);
      known.set(pid, { name, pid, identity: identityOf(pid) ?? '', stopSignal });
      save();
    },
    remove: (pid) => {
      watchdog.remove(pid);
      if (known.delete(pid)) save();
    },
    removeFolderAtEnd: (folder) => {
      watchdog.removeFolderAtEnd(folder);
    },
    assertOpen: () => {
      if (!state.isOpen) throw new Error('Nothing new is started: everything is being stopped.');
    },
    refuseNew: () => {
      state.isOpen = false;
    },
    killAll: () => {
      for (const pid of known.keys()) killGroup(pid);
    },
    close: async () => {
      state.isOpen = false;
      await watchdog.close();
      if (recordFile !== null) removeRecord(recordFile);
    },
  };
}
