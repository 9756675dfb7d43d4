import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { testFolders } from '../../../test/support/test-folders';
import { parseFlags } from './flags';
import { readDevSettings, readUserEnvironment } from './settings';

const temporary = testFolders();

describe('readDevSettings', () => {
  it('has a default for everything, below the project', () => {
    expect(readDevSettings('/project', {})).toMatchObject({
      dataDir: '/project/.data',
      apiPort: 4000,
      temporalUiPort: 8_233,
    });
  });

  it('names every wrong port at once', () => {
    const read = () => readDevSettings('/project', { PORT: 'x', DEV_TEMPORAL_PORT: '70000' });
    expect(read).toThrow(/PORT must be[\s\S]*DEV_TEMPORAL_PORT must be/);
  });
});

describe('readUserEnvironment', () => {
  const project = temporary();

  it('is the environment alone without a .env file', () => {
    expect(readUserEnvironment(project, { PORT: '1' })).toEqual({ PORT: '1' });
  });

  it('reads .env, and the environment beats it', () => {
    writeFileSync(path.join(project, '.env'), 'PORT=1\nSIM_PORT="2" # simulator\n');
    expect(readUserEnvironment(project, { PORT: '9' })).toEqual({ PORT: '9', SIM_PORT: '2' });
  });
});

describe('parseFlags', () => {
  it('watches files and keeps data unless told otherwise', () => {
    expect(parseFlags([])).toMatchObject({ ok: true, value: { isFresh: false, isWatching: true, isHelp: false } });
    expect(parseFlags(['--fresh', '--no-watch'])).toMatchObject({
      ok: true,
      value: { isFresh: true, isWatching: false },
    });
  });

  it('refuses what it does not know', () => {
    expect(parseFlags(['--frehs'])).toMatchObject({ ok: false });
    expect(parseFlags(['extra'])).toMatchObject({ ok: false });
  });
});
