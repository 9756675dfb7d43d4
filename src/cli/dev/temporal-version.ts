import { err, ok, type Result } from '../../domain/result';
import { lastLine, runTool } from './run-tool';

/** Update-with-Start, priorities and worker deployments as we use them came with server 1.29. */
const MINIMUM_SERVER = [1, 29] as const;

/** The server's version in what `temporal --version` prints: "temporal version 1.9.1 (Server 1.32.0, UI 2.54.1)". */
export function parseServerVersion(output: string): string | null {
  return /\bServer v?(\d+\.\d+\.\d+)/.exec(output)?.[1] ?? null;
}

export function isRecentEnough(serverVersion: string): boolean {
  const [major = 0, minor = 0] = serverVersion.split('.').map(Number);
  return major > MINIMUM_SERVER[0] || (major === MINIMUM_SERVER[0] && minor >= MINIMUM_SERVER[1]);
}

/** Runs the program to see that it is a Temporal CLI with a recent server. The error says why it will not do. */
export async function checkTemporalBinary(binary: string): Promise<Result<{ serverVersion: string }, string>> {
  const { code, output } = await runTool(binary, ['--version'], { env: process.env, timeoutMs: 20_000 });
  const serverVersion = parseServerVersion(output);
  if (code !== 0) return err(`${binary} does not run (${lastLine(output)})`);
  if (serverVersion === null) return err(`${binary} is not Temporal's command line with a server in it`);
  if (!isRecentEnough(serverVersion)) {
    return err(`${binary} brings server ${serverVersion}, and ${MINIMUM_SERVER.join('.')} is the oldest that will do`);
  }
  return ok({ serverVersion });
}
