import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { testFolders } from '../../../test/support/test-folders';
import { startWatchdog } from './watchdog';

const temporary = testFolders();

const SLEEPER = "console.log('up'); setInterval(() => {}, 1000);";

async function startSleeper(): Promise<{ child: ChildProcess; pid: number }> {
  const child = spawn(process.execPath, ['-e', SLEEPER], { detached: true, stdio: ['ignore', 'pipe', 'ignore'] });
  await once(child.stdout, 'data');
  return { child, pid: child.pid ?? 0 };
}

describe('the watchdog', () => {
  it('stops what is on its list when its stdin closes, as the system does when the launcher is killed', async () => {
    const watchdog = startWatchdog();
    const [kept, released] = await Promise.all([startSleeper(), startSleeper()]);
    const folder = temporary();
    watchdog.add(kept.pid, 'SIGINT');
    watchdog.add(released.pid, 'SIGINT');
    watchdog.remove(released.pid);
    watchdog.removeFolderAtEnd(folder);
    const keptEnded = once(kept.child, 'exit');
    await watchdog.close();
    expect(await keptEnded).toEqual([null, 'SIGINT']);
    expect(released.child.signalCode).toBeNull();
    expect(existsSync(folder)).toBe(false);
    const releasedEnded = once(released.child, 'exit');
    released.child.kill('SIGKILL');
    await releasedEnded;
  });
});
