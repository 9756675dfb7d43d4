import type { Progress } from '../../audit/verify/progress';

const INTERVAL_MS = 500;

/** A line that is written over and over, about twice a second. */
export interface ProgressLine extends Progress {
  /** Takes the line away. */
  readonly end: () => void;
}

/** @param nowMs a clock, in milliseconds; @param write standard error */
export function createProgressLine(nowMs: () => number, write: (text: string) => void): ProgressLine {
  const startedMs = nowMs();
  let [lastMs, firstRowMs, width] = [startedMs, startedMs, 0];

  const show = (describe: () => string): void => {
    const now = nowMs();
    if (now - lastMs < INTERVAL_MS) return;
    lastMs = now;
    const text = describe();
    write(`\r${text.padEnd(width)}`);
    width = text.length;
  };
  return {
    checkpoints(count) {
      firstRowMs = nowMs();
      show(() => `${count.toLocaleString('en')} checkpoints`);
    },
    rows(count, part) {
      show(() => {
        const rate = Math.round((count * 1_000) / Math.max(1, nowMs() - firstRowMs));
        const percent = part === null ? '' : `, ${Math.min(100, Math.floor(part * 100))} %`;
        return `${count.toLocaleString('en')} rows, ${rate.toLocaleString('en')} a second${percent}`;
      });
    },
    end() {
      if (width > 0) write(`\r${' '.repeat(width)}\r`);
    },
  };
}
