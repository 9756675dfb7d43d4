import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';

const orNothing = (read: () => string): string => {
  try {
    return read().trim();
  } catch {
    return ''; // not on Linux
  }
};

/**
 * Where process ids mean what they mean here: the machine, its last start, and the process id namespace (every container
 * has one of its own). Two processes see each other's ids only if this is the same for both. No blanks in it.
 */
export function processPlace(): string {
  const bootId = orNothing(() => readFileSync('/proc/sys/kernel/random/boot_id', 'utf8'));
  const namespace = orNothing(() => readlinkSync('/proc/self/ns/pid'));
  return [hostname(), bootId, namespace].join('/').replace(/\s/g, '_');
}
