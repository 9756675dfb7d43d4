/**
 * Loaded before a program that runs under a file watcher. The watcher lives on when the program fails, so the program
 * says itself that it ended; the launcher reads the line and does not show it.
 */
const { isMainThread } = require('node:worker_threads');

if (isMainThread) {
  process.on('exit', (code) => {
    if (code !== 0) process.stderr.write(`[npm-run-dev] exited with code ${code}\n`);
  });
}
