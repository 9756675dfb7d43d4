import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** A connection to another server that a test cuts and mends. */
export interface Wire {
  readonly address: string;
  /** Cuts every connection and takes no new one. */
  cut(): Promise<void>;
  /** Whole again, at the same address. */
  mend(): Promise<void>;
}

/** @param target `host:port` */
export async function startWire(target: string): Promise<Wire> {
  const { hostname, port } = new URL(`tcp://${target}`);
  const sockets = new Set<Socket>();
  const track = (socket: Socket): Socket => {
    sockets.add(socket);
    return socket.on('close', () => sockets.delete(socket)).on('error', () => socket.destroy());
  };
  const listen = async (ownPort: number): Promise<Server> => {
    const server = createServer((incoming) => {
      const outgoing = track(connect(Number(port), hostname));
      track(incoming).pipe(outgoing).pipe(incoming);
    });
    server.listen(ownPort, '127.0.0.1');
    await once(server, 'listening');
    return server;
  };
  let server = await listen(0);
  const ownPort = (server.address() as AddressInfo).port;
  return {
    address: `127.0.0.1:${String(ownPort)}`,
    async cut() {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
    async mend() {
      if (!server.listening) server = await listen(ownPort);
    },
  };
}
