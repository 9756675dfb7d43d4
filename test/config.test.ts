import { spawn } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '..');

function run(entry: string, env: Record<string, string>): Promise<{ code: number | null; stderr: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', join(ROOT, entry)], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'] ?? '', ...env },
  });
  let stderr = '';
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  return new Promise((resolve) => {
    child.on('close', (code) => {
      resolve({ code, stderr });
    });
  });
}

describe('a process with a wrong configuration', () => {
  it.each(['src/server.ts', 'src/worker.ts'])(
    '%s names everything that is wrong at once and does not start',
    async (entry) => {
      const { code, stderr } = await run(entry, {
        NODE_ENV: 'development',
        DATABASE_URL: 'mysql://nope',
        PAYLOAD_KEYS: 'k1:c2hvcnQ=',
        TEMPORAL_ADDRESS: 'http://127.0.0.1:7233',
      });
      expect(code).toBe(78);
      for (const name of [
        'DATABASE_URL',
        'PAYLOAD_KEYS',
        'TEMPORAL_ADDRESS',
        'SIKKA_BASE_URL',
        'SIKKA_APP_KEY',
        'INDEX_KEY',
      ]) {
        expect(stderr).toContain(name);
      }
      expect(stderr).not.toContain('mysql://nope');
      expect(stderr).not.toContain('c2hvcnQ=');
    },
  );
});
