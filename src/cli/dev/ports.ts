import { createServer } from 'node:net';
import { findPortHolder, type PortHolder } from './port-holder';

/** A port that the stack is about to listen on, and the variable that moves it. */
export interface NeededPort {
  readonly port: number;
  readonly usedBy: string;
  readonly variable: string;
}

export interface TakenPort extends NeededPort {
  /** Null when the system does not tell who holds it. */
  readonly holder: PortHolder | null;
}

/** Which of the needed ports something listens on already. Nothing is kept open. */
export async function findTakenPorts(needed: readonly NeededPort[]): Promise<TakenPort[]> {
  const once = needed.filter((each, index) => needed.findIndex(({ port }) => port === each.port) === index);
  const checked = await Promise.all(once.map(async (each) => ({ each, isFree: await isPortFree(each.port) })));
  return checked.filter(({ isFree }) => !isFree).map(({ each }) => ({ ...each, holder: findPortHolder(each.port) }));
}

/** Ports that two parts of the stack were given at once, one line each. */
export function describeDoublePorts(needed: readonly NeededPort[]): string[] {
  return needed.flatMap((each, index) => {
    const earlier = needed.slice(0, index).find(({ port }) => port === each.port);
    if (earlier === undefined) return [];
    const both = `${earlier.usedBy} (${earlier.variable}) and ${each.usedBy} (${each.variable})`;
    return [`  ${each.port}  is given to both ${both}`];
  });
}

/** One line per taken port: who wants it, who has it, how to move. */
export function describeTakenPorts(taken: readonly TakenPort[]): string[] {
  const nameWidth = Math.max(0, ...taken.map(({ usedBy }) => usedBy.length));
  return taken.map(({ port, usedBy, variable, holder }) => {
    const heldBy = holder === null ? 'in use' : `held by pid ${holder.pid} (${shorten(holder.commandLine)})`;
    return `  ${String(port).padStart(5)}  ${usedBy.padEnd(nameWidth)}  ${heldBy}; elsewhere: ${variable}=<port>`;
  });
}

/** A port that was free a moment ago, chosen by the system. */
export function findFreePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => {
        if (address === null || typeof address === 'string') reject(new Error('A TCP server has no port.'));
        else resolve(address.port);
      });
    });
  });
}

/** Loopback and all addresses are both tried: on macOS one may be free while the other is taken. */
async function isPortFree(port: number): Promise<boolean> {
  return (await canListen(port, '127.0.0.1')) && (await canListen(port, undefined));
}

function canListen(port: number, host: string | undefined): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => {
      resolve(false);
    });
    server.listen({ port, ...(host === undefined ? {} : { host }), exclusive: true }, () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}

/** Its beginning names the program, its end what the program was given. */
function shorten(commandLine: string): string {
  return commandLine.length <= 70 ? commandLine : `${commandLine.slice(0, 20)} ... ${commandLine.slice(-45)}`;
}
