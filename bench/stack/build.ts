import { existsSync } from 'node:fs';
import path from 'node:path';
import { LaunchError } from '../../src/cli/dev/launch-error';
import { startProcess } from '../../src/cli/dev/managed-process';
import type { ProcessGuard } from '../../src/cli/dev/process-guard';

/**
 * Runs `npm run build`, so that the code that is measured is the code as it is, compiled as production runs it. (Under
 * tsx every function gets its name set at run time, and stack traces are mapped.)
 */
export async function buildProject(projectDir: string, guard: ProcessGuard): Promise<void> {
  const npm = process.env['npm_execpath'];
  const [command, ...args] = npm === undefined ? ['npm'] : [process.execPath, npm];
  const build = await startProcess(
    {
      name: 'npm run build',
      command,
      args: [...args, 'run', 'build'],
      cwd: projectDir,
      env: process.env,
      stopSignal: 'SIGTERM',
      stopGraceMs: 2_000,
    },
    guard,
  );
  const { code } = await build.ended;
  if (code === 0) return;
  throw new LaunchError(
    ['The build failed. Its last lines:', ...build.lastLines().slice(-15)].join('\n  '),
    'Correct what they name; or measure the last build with: npm run bench -- --no-build',
  );
}

export function assertBuilt(projectDir: string): void {
  const needed = ['src/server.js', 'src/worker.js', 'simulator/main.js', 'workflow-bundle.js'];
  const missing = needed.filter((file) => !existsSync(path.join(projectDir, 'dist', file)));
  if (missing.length === 0) return;
  throw new LaunchError(`dist lacks ${missing.join(', ')}.`, 'Leave --no-build out, or run: npm run build');
}
