import { readFileSync } from 'node:fs';
import path from 'node:path';
import { testFolders } from '../../../test/support/test-folders';
import { startProcess, type ManagedProcess, type ProcessSpec } from './managed-process';
import { pollUntil } from './poll';
import { identityOf } from './process-identity';
import { startProcessGuard } from './process-guard';
import { readRecord } from './process-record';

const temporary = testFolders();

const recordFile = () => path.join(temporary(), 'record.json');

function nodeScript(script: string, more: Partial<ProcessSpec> = {}): ProcessSpec {
  const base = { name: 'script', command: process.execPath, args: ['-e', script], cwd: '/', env: process.env };
  return { ...base, stopSignal: 'SIGTERM', stopGraceMs: 5_000, ...more };
}

async function waitForLine(started: ManagedProcess, text: string): Promise<void> {
  const isThere = () => started.lastLines().includes(text);
  expect(await pollUntil(isThere, { timeoutMs: 10_000, intervalMs: 5 })).toBe(true);
}

describe('a managed process', () => {
  it('is on record while it lives, and its output is kept in lines', async () => {
    const file = recordFile();
    const guard = startProcessGuard(file);
    const script =
      "console.log('a'); console.error('b'); process.stdin.on('data', () => {}); setInterval(() => {}, 1000)";
    const started = await startProcess(nodeScript(script), guard);
    await waitForLine(started, 'a');
    await waitForLine(started, 'b');
    expect(readRecord(file)?.processes).toMatchObject([{ name: 'script', pid: started.pid }]);
    await started.stop();
    expect(await started.ended).toEqual({ code: null, signal: 'SIGTERM' });
    expect(readRecord(file)?.processes).toEqual([]);
    await guard.close();
    expect(readRecord(file)).toBeNull();
  });

  it('is ended by force, with all that it started, when it does not stop in time', async () => {
    const guard = startProcessGuard(null);
    const grandchild =
      "process.on('SIGTERM', () => {}); console.log('pid ' + process.pid); setInterval(() => {}, 1000)";
    const script = `process.on('SIGTERM', () => {}); require('child_process').spawn(process.execPath, ['-e', ${JSON.stringify(grandchild)}], { stdio: 'inherit' }); setInterval(() => {}, 1000)`;
    const seen: string[] = [];
    const onLine = (line: string) => seen.push(line);
    const started = await startProcess(nodeScript(script, { stopGraceMs: 50, onLine }), guard);
    await pollUntil(() => seen.length > 0, { timeoutMs: 10_000, intervalMs: 5 });
    const grandchildPid = Number(seen[0]?.slice('pid '.length));
    expect(identityOf(grandchildPid)).not.toBeNull();
    await started.stop();
    expect(await started.ended).toEqual({ code: null, signal: 'SIGKILL' });
    expect(await pollUntil(() => identityOf(grandchildPid) === null, { timeoutMs: 5_000 })).toBe(true);
    await guard.close();
  });

  it('takes what it started along when it ends by itself', async () => {
    const guard = startProcessGuard(null);
    const spawnOne = "spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' })";
    const script = `console.log(require('child_process').${spawnOne}.pid); process.exit(0)`;
    const started = await startProcess(nodeScript(script), guard);
    await started.ended;
    const grandchildPid = Number(started.lastLines()[0]);
    expect(await pollUntil(() => identityOf(grandchildPid) === null, { timeoutMs: 5_000 })).toBe(true);
    await guard.close();
  });

  it('is not started any more once everything is being stopped', async () => {
    const guard = startProcessGuard(null);
    guard.refuseNew();
    await expect(startProcess(nodeScript(''), guard)).rejects.toThrow('being stopped');
    await guard.close();
  });

  it('rejects when the program is not there', async () => {
    const guard = startProcessGuard(null);
    await expect(startProcess(nodeScript('', { command: '/nonexistent/program' }), guard)).rejects.toThrow('ENOENT');
    await guard.close();
  });

  it('keeps the record to its owner', async () => {
    const file = recordFile();
    const guard = startProcessGuard(file);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({ owner: { pid: process.pid } });
    await guard.close();
  });
});
