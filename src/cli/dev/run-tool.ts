import { spawn } from 'node:child_process';

export interface ToolRun {
  /** Null when the program could not be started, or ran out of time. */
  readonly code: number | null;
  /** stdout and stderr together. */
  readonly output: string;
}

export interface ToolOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly timeoutMs: number;
  readonly signal?: AbortSignal;
}

/** Runs a helper program to its end. Never throws: a program that is not there is an answer like another. */
export function runTool(command: string, args: readonly string[], options: ToolOptions): Promise<ToolRun> {
  const limits = [AbortSignal.timeout(options.timeoutMs), ...(options.signal === undefined ? [] : [options.signal])];
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      env: options.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      signal: AbortSignal.any(limits),
      killSignal: 'SIGKILL',
    });
    const chunks: string[] = [];
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (chunk: string) => chunks.push(chunk));
    }
    child.once('error', (error) => {
      resolve({ code: null, output: [...chunks, error.message].join('') });
    });
    child.once('close', (code) => {
      resolve({ code, output: chunks.join('') });
    });
  });
}

/** The last line with anything on it, for a message of one line. */
export function lastLine(output: string): string {
  return output.trim().split('\n').at(-1)?.trim() ?? '';
}
