import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { err, ok, type Result } from '../../domain/result';
import type { Say } from './output';
import { lastLine, runTool } from './run-tool';
import type { BinarySource } from './temporal-binary';

/** The newest that `go install` builds: later module files replace a submodule that is not published. */
const VERSION = 'v1.5.1';
const BUILD_TIMEOUT_MS = 15 * 60_000;
const REPORT_EVERY_MS = 15_000;

export function goBinary(cache: string): string {
  return path.join(cache, `temporal-go-${VERSION}`, 'temporal');
}

/** Built from source: minutes, but needs nothing except Go and a module proxy. */
export function goSource(cache: string, env: NodeJS.ProcessEnv): BinarySource {
  return {
    name: 'go install',
    find: (say) => buildWithGo(cache, env, say),
    cure: 'Install Go 1.25 or newer, and let it reach a module proxy.',
  };
}

async function buildWithGo(cache: string, env: NodeJS.ProcessEnv, say: Say): Promise<Result<string, string>> {
  const version = await runTool('go', ['version'], { env, timeoutMs: 20_000 });
  if (version.code !== 0) return err('no Go here');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(path.join(cache, 'go-'));
  const startedAt = performance.now();
  say('Building the Temporal server with Go; this takes minutes, once ...');
  const reports = setInterval(() => {
    say(`  still building (${Math.round((performance.now() - startedAt) / 1_000)} s)`);
  }, REPORT_EVERY_MS);
  try {
    const install = ['install', `github.com/temporalio/cli/cmd/temporal@${VERSION}`];
    const built = await runTool('go', install, { env: { ...env, GOBIN: folder }, timeoutMs: BUILD_TIMEOUT_MS });
    if (built.code !== 0) return err(lastLine(built.output));
    return ok(keep(folder, goBinary(cache)));
  } finally {
    clearInterval(reports);
    rmSync(folder, { recursive: true, force: true });
  }
}

function keep(folder: string, binary: string): string {
  mkdirSync(path.dirname(binary), { recursive: true });
  if (!existsSync(binary)) renameSync(path.join(folder, 'temporal'), binary);
  return binary;
}
