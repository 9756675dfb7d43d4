export type StopSignal = 'SIGINT' | 'SIGTERM';

/** Sends the signal; false when there is no such process (it has ended already). */
export function sendSignal(pid: number, signal: StopSignal | 'SIGKILL'): boolean {
  try {
    process.kill(pid, signal);
    return true;
  } catch {
    return false;
  }
}

/**
 * Ends a process of ours and all that it started, at once. Each leads its own process group, whose number is its pid;
 * the number itself is not signalled, for it may be another's by now.
 */
export function killGroup(pid: number): void {
  sendSignal(-pid, 'SIGKILL');
}
