import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSimulator } from '../server';
import { openStateFile } from './persist';
import { BOOKING } from '../test-bookings';
import { openTestSimulator } from '../test-client';

let folder: string;
let stateFile: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'simulator-'));
  stateFile = join(folder, 'state.json');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('the state file', () => {
  it('keeps queued writes, visits, keys and added patients across a restart', async () => {
    const before = await openTestSimulator({ stateFile });
    await before.call('POST', '/appointment', { body: BOOKING });
    await before.control('POST', '/patients', { lastName: 'Canarywing' });
    await before.close();
    expect(readdirSync(folder)).toEqual(['state.json']);

    const after = await openTestSimulator({ stateFile });
    after.advance(1_000);
    const headers = { 'Request-Key': before.requestKey };
    const [row] = (await after.call('GET', '/writeback_status?id=900001', { headers })).rows();
    expect(row?.['is_completed']).toBe('True');
    expect((await after.call('GET', '/appointments?patient_id=4001')).rows()).toHaveLength(1);
    expect((await after.call('GET', '/patients?lastname=Canarywing')).rows()).toHaveLength(1);
    const next = await after.call('POST', '/appointment', { body: { ...BOOKING, time: '14:00' } });
    expect(next.body()['long_message']).toBe('Id:900002');
    await after.close();
  });

  it('knows what was answered when the simulator is killed before it can save anything more', async () => {
    const killed = await openTestSimulator({ stateFile });
    await killed.call('POST', '/appointment', { body: BOOKING });
    await killed.control('POST', '/patients', { lastName: 'Canarywing' });
    const { loaded } = openStateFile(stateFile, 1);
    await killed.close();
    expect(loaded.writebacks).toMatchObject([{ id: '900001', state: 'pending' }]);
    expect(loaded.offices['D00001']?.patients).toMatchObject([{ after: { lastName: 'Canarywing' } }]);
  });

  it('holds a write either as pending or as done with its visit, never half of both', async () => {
    const killed = await openTestSimulator({ stateFile });
    await killed.call('POST', '/appointment', { body: BOOKING });
    killed.advance(60_000);
    await killed.call('GET', '/writeback_status?id=900001');
    const { loaded } = openStateFile(stateFile, 1);
    await killed.close();
    expect(loaded.writebacks).toMatchObject([{ state: 'done' }]);
    expect(loaded.offices['D00001']?.visits).toHaveLength(1);
  });

  it('gives up a file of an older version, and says so', () => {
    writeFileSync(stateFile, '{"version":1,"seed":1,"visits":[]}');
    const lines: string[] = [];
    const { loaded } = openStateFile(stateFile, 1, (line) => lines.push(line));
    expect(loaded.writebacks).toEqual([]);
    expect(lines).toEqual([expect.stringContaining('older version')]);
  });

  it('refuses a file that is broken or of another seed, and leaves it as it is', async () => {
    writeFileSync(stateFile, '{"version":');
    await expect(startSimulator({ stateFile })).rejects.toThrow(/not readable JSON.*SIM_STATE_FILE/);
    writeFileSync(stateFile, '{"version":9}');
    await expect(startSimulator({ stateFile })).rejects.toThrow(/unknown form/);
    rmSync(stateFile);
    const one = await openTestSimulator({ stateFile, seed: 1 });
    await one.close();
    await expect(startSimulator({ stateFile, seed: 2 })).rejects.toThrow(/belongs to seed 1/);
  });
});
