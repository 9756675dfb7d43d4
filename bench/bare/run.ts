/** The line by which a bare process says that it serves. */
export const READY = 'ready';

/** Starts a bare process; its failure is told without the error's own fields, as axios keeps headers and bodies there. */
export function runBare(start: () => Promise<void>): void {
  start().catch((error: unknown) => {
    console.error(error instanceof Error ? `${error.name}: ${error.message}` : 'unknown error');
    process.exit(1);
  });
}
