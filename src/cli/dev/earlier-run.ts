import { LaunchError } from './launch-error';
import { leftOvers, livingOwner, readRecord, removeRecord, stopLeftOvers } from './process-record';

/**
 * Clears the way: stops what an earlier run left behind (killed together with its watchdog, say).
 * LaunchError when that run is alive and well.
 */
export async function settleEarlierRun(recordFile: string, say: (line: string) => void): Promise<void> {
  const record = readRecord(recordFile);
  if (record === null) return;
  const owner = livingOwner(record);
  if (owner !== null) {
    throw new LaunchError(
      `"npm run dev" runs already with this data folder (pid ${owner}).`,
      'Stop it with Ctrl-C, or set DATA_DIR and the ports to start another one beside it.',
    );
  }
  const left = leftOvers(record);
  if (left.length > 0) {
    say(`Stopping what an earlier run left behind: ${left.map(({ name, pid }) => `${name} (pid ${pid})`).join(', ')}`);
    await stopLeftOvers(left);
  }
  removeRecord(recordFile);
}
