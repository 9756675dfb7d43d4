import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { err, ok, type Result } from '../../domain/result';
import type { Say } from './output';
import { lastLine, runTool } from './run-tool';
import type { BinarySource } from './temporal-binary';

/** The SDK tells where it downloads from within this time, or the machine has no way there. */
const FIRST_BYTE_TIMEOUT_MS = 15_000;
const DOWNLOAD_TIMEOUT_MS = 5 * 60_000;
const LOOK_EVERY_MS = 500;

function sdkFolder(cache: string): string {
  return path.join(cache, 'temporal-sdk');
}

/** Where the SDK puts it: named after the SDK and its version. */
export function sdkBinary(cache: string): string {
  const manifest: unknown = JSON.parse(readFileSync(require.resolve('@temporalio/testing/package.json'), 'utf8'));
  const { version } = z.object({ version: z.string() }).parse(manifest);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return path.join(sdkFolder(cache), `temporal-sdk-typescript-${version}${suffix}`);
}

/** The download that the Temporal SDK brings along: the usual way where the network is open. */
export function sdkSource(cache: string): BinarySource {
  return {
    name: "the Temporal SDK's download",
    find: (say) => downloadWithSdk(cache, say),
    cure: 'Let this machine reach temporal.download over HTTPS.',
  };
}

async function downloadWithSdk(cache: string, say: Say): Promise<Result<string, string>> {
  const folder = sdkFolder(cache);
  mkdirSync(folder, { recursive: true });
  say('Asking the Temporal SDK to download its server (about 50 MB) ...');
  const giveUp = new AbortController();
  const watch = giveUpUnlessBegun(folder, giveUp);
  const script = path.join(__dirname, 'sdk-download-process.cjs');
  const options = { env: process.env, timeoutMs: DOWNLOAD_TIMEOUT_MS, signal: giveUp.signal };
  const { code, output } = await runTool(process.execPath, [script, folder], options);
  clearInterval(watch);
  if (code === 0) return ok(sdkBinary(cache));
  for (const partial of partialFiles(folder)) rmSync(path.join(folder, partial), { force: true });
  if (giveUp.signal.aborted) return err(`no answer within ${FIRST_BYTE_TIMEOUT_MS / 1_000} s`);
  return err(reasonIn(lastLine(output)));
}

/** A slow download is fine as long as it began: then the SDK's `.downloading` file, or the whole one, is there. */
function giveUpUnlessBegun(folder: string, giveUp: AbortController): NodeJS.Timeout {
  const deadlineAt = performance.now() + FIRST_BYTE_TIMEOUT_MS;
  return setInterval(() => {
    if (readdirSync(folder).length === 0 && performance.now() > deadlineAt) giveUp.abort();
  }, LOOK_EVERY_MS);
}

function partialFiles(folder: string): string[] {
  return readdirSync(folder).filter((name) => name.endsWith('.downloading'));
}

/** The SDK chains its causes with colons and repeats the address in each; the last two say what happened. */
function reasonIn(message: string): string {
  return message.split(': ').slice(-2).join(': ');
}
