import { existsSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { readProcessorTimes } from './processor-time';

const onLinux = existsSync('/proc/self/stat') ? it : it.skip;

describe('the processor time of a process', () => {
  onLinux('grows with what it does and with what its children did', () => {
    const [before] = readProcessorTimes([process.pid]);
    spawnSync(process.execPath, ['-e', 'const end = Date.now() + 300; while (Date.now() < end);']);
    const [after] = readProcessorTimes([process.pid]);
    expect((after?.allMs ?? 0) - (before?.allMs ?? 0)).toBeGreaterThan(50);
  });

  onLinux('is nothing for a process that is not there', () => {
    expect(readProcessorTimes([2 ** 30])).toEqual([{ allMs: 0, mainThreadMs: 0 }]);
  });
});
