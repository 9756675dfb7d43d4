/**
 * Outlives the launcher by a few seconds, whatever ends it: while the launcher lives it holds the other end of our
 * stdin, and when that end closes, everything still on the list is stopped. Plain Node, so that it starts in a moment.
 * Lines in: {"add":{"pid":1,"stopSignal":"SIGINT"}} · {"remove":1} · {"folder":"/tmp/x"} (deleted at the end).
 */
const { readFileSync, rmSync } = require('node:fs');
const { createInterface } = require('node:readline');
const { setTimeout: delay } = require('node:timers/promises');

const GRACE_MS = 8_000;
const stopSignals = new Map();
const folders = new Set();

const lines = createInterface({ input: process.stdin });
lines.on('line', (line) => {
  const message = JSON.parse(line);
  if (message.add) stopSignals.set(message.add.pid, message.add.stopSignal);
  if (message.remove) stopSignals.delete(message.remove);
  if (message.folder) folders.add(message.folder);
});
lines.on('close', async () => {
  for (const [pid, stopSignal] of stopSignals) send(pid, stopSignal);
  const deadlineAt = Date.now() + GRACE_MS;
  while (Date.now() < deadlineAt && [...stopSignals.keys()].some(isAlive)) await delay(50);
  for (const pid of stopSignals.keys()) send(-pid, 'SIGKILL');
  for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
});
// A terminal's Ctrl-C does not reach us (own session); a stray signal must not leave orphans behind either.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => {});

function send(pid, signal) {
  try {
    process.kill(pid, signal);
    return true;
  } catch {
    return false;
  }
}

/** A zombie that nobody has collected yet still takes signals, but it is dead. */
function isAlive(pid) {
  if (!send(pid, 0)) return false;
  try {
    return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return process.platform !== 'linux';
  }
}
