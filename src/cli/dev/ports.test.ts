import { createServer } from 'node:net';
import { once } from 'node:events';
import { describeDoublePorts, describeTakenPorts, findFreePort, findTakenPorts } from './ports';

const api = { usedBy: 'api', variable: 'PORT' };
const worker = { usedBy: 'worker', variable: 'WORKER_PORT' };

describe('findTakenPorts', () => {
  it('reports a port that something listens on, with who holds it where the system tells, and no free one', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    const free = await findFreePort();
    const taken = await findTakenPorts([
      { port, ...api },
      { port: free, ...worker },
    ]);
    server.close();
    expect(taken).toMatchObject([{ port, ...api }]);
    if (process.platform === 'linux') expect(taken[0]?.holder?.pid).toBe(process.pid);
  });

  it('does not trip over a port that is asked for twice', async () => {
    const port = await findFreePort();
    const needed = [
      { port, ...api },
      { port, ...worker },
    ];
    await expect(findTakenPorts(needed)).resolves.toEqual([]);
    expect(describeDoublePorts(needed)).toEqual([`  ${port}  is given to both api (PORT) and worker (WORKER_PORT)`]);
  });
});

describe('describeTakenPorts', () => {
  it('has one line for each: who wants it, who holds it, which variable moves it', () => {
    const lines = describeTakenPorts([
      { port: 4000, ...api, holder: { pid: 12, commandLine: 'node other.js' } },
      { port: 4001, ...worker, holder: null },
    ]);
    expect(lines).toEqual([
      '   4000  api     held by pid 12 (node other.js); elsewhere: PORT=<port>',
      '   4001  worker  in use; elsewhere: WORKER_PORT=<port>',
    ]);
  });

  it('keeps the end of a long command line, which names the script', () => {
    const commandLine = `/usr/bin/node ${'--flag '.repeat(30)}src/server.ts`;
    const [line] = describeTakenPorts([{ port: 4000, ...api, holder: { pid: 12, commandLine } }]);
    expect(line).toContain('/usr/bin/node');
    expect(line).toContain('src/server.ts)');
    expect(line?.length).toBeLessThan(150);
  });
});
