import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { testFolders } from '../../../test/support/test-folders';
import { identityOf } from './process-identity';
import { leftOvers, livingOwner, readRecord, stopLeftOvers, writeRecord, type ProcessRecord } from './process-record';

const temporary = testFolders();

const record: ProcessRecord = {
  owner: { pid: 10, identity: '1|node dev' },
  processes: [
    { name: 'Postgres', pid: 11, identity: '2|postgres -D x', stopSignal: 'SIGINT' },
    { name: 'api', pid: 12, identity: '3|node api', stopSignal: 'SIGTERM' },
  ],
};

describe('the record of an earlier run', () => {
  it('comes back as it was written', () => {
    const file = path.join(temporary(), 'record.json');
    writeRecord(file, record);
    expect(readRecord(file)).toEqual(record);
  });

  it.each(['', '{', '{"processes":[{"pid":-1}]}'])('counts as none when it reads %j', (text) => {
    const file = path.join(temporary(), 'record.json');
    writeFileSync(file, text);
    expect(readRecord(file)).toBeNull();
  });

  it('takes a process for ours only if start and command line are the recorded ones', () => {
    const living = new Map([
      [11, '2|postgres -D x'],
      [12, '9|node api'],
    ]);
    expect(leftOvers(record, (pid) => living.get(pid) ?? null).map(({ pid }) => pid)).toEqual([11]);
    expect(leftOvers(record, () => null)).toEqual([]);
  });

  it('sees that its run is alive, unless the number is another process by now', () => {
    expect(livingOwner(record, () => '1|node dev')).toBe(10);
    expect(livingOwner(record, () => '7|node dev')).toBeNull();
  });

  it('stops a left-over, also one that ignores being asked', async () => {
    const deaf = "process.on('SIGTERM', () => {}); console.log('up'); setInterval(() => {}, 1000);";
    const child = spawn(process.execPath, ['-e', deaf], { detached: true, stdio: ['ignore', 'pipe', 'ignore'] });
    await once(child.stdout, 'data');
    const ended = once(child, 'exit');
    const pid = child.pid ?? 0;
    await stopLeftOvers([{ name: 'deaf', pid, identity: identityOf(pid) ?? '', stopSignal: 'SIGTERM' }], 100);
    expect(await ended).toEqual([null, 'SIGKILL']);
  });
});
