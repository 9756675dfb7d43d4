import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { commandLineOf } from './process-identity';

export interface PortHolder {
  readonly pid: number;
  readonly commandLine: string;
}

/**
 * Who listens on a TCP port, as far as Linux's /proc tells without rights of others (another user's process stays
 * unknown). Null elsewhere.
 */
export function findPortHolder(port: number): PortHolder | null {
  if (process.platform !== 'linux') return null;
  const inodes = new Set(
    ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((table) => listeningInodes(readText(table), port)),
  );
  if (inodes.size === 0) return null;
  const pid = namesIn('/proc')
    .filter(isNumber)
    .find((each) => holdsSocket(each, inodes));
  return pid === undefined ? null : { pid: Number(pid), commandLine: commandLineOf(Number(pid)) ?? 'unknown' };
}

/** proc_net_tcp: column 2 is the local address as HEX:PORT, column 4 the state (0A listens), column 10 the inode. */
export function listeningInodes(table: string, port: number): string[] {
  const portHex = port.toString(16).toUpperCase().padStart(4, '0');
  return table
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter((columns) => columns[1]?.endsWith(`:${portHex}`) === true && columns[3] === '0A')
    .flatMap((columns) => columns[9] ?? []);
}

function holdsSocket(pid: string, inodes: ReadonlySet<string>): boolean {
  const folder = `/proc/${pid}/fd`;
  return namesIn(folder).some((fd) => {
    const inode = /^socket:\[(\d+)\]$/.exec(linkTarget(`${folder}/${fd}`))?.[1];
    return inode !== undefined && inodes.has(inode);
  });
}

function isNumber(name: string): boolean {
  return /^\d+$/.test(name);
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function linkTarget(file: string): string {
  try {
    return readlinkSync(file);
  } catch {
    return '';
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
