import { createServer } from 'node:http';
import { once } from 'node:events';
import { answersForNamespace } from './grpc-probe';
import { findFreePort } from './ports';
import { temporalServerArguments } from './temporal-server';

const options = { port: 7300, uiPort: 8300, dbFile: '/data/temporal.db', namespace: 'default' };

describe('temporalServerArguments', () => {
  it('raises all three poll rates, on loopback, with the UI and the file asked for', () => {
    const line = temporalServerArguments(options).join(' ');
    for (const processor of ['transfer', 'timer', 'visibility']) {
      expect(line).toContain(`--dynamic-config-value history.${processor}ProcessorMaxPollRPS=2000`);
    }
    expect(line).toContain('--ip 127.0.0.1 --port 7300 --ui-port 8300 --db-filename /data/temporal.db');
    expect(line).not.toContain('--headless');
  });

  it('is headless and in memory without them, and registers attributes', () => {
    const searchAttributes = { PracticeId: 'Keyword' };
    const line = temporalServerArguments({ ...options, uiPort: null, dbFile: null, searchAttributes }).join(' ');
    expect(line).toContain('--headless');
    expect(line).not.toMatch(/--ui-port|--db-filename/);
    expect(line).toContain('--search-attribute PracticeId=Keyword');
  });
});

describe('answersForNamespace', () => {
  it('is false where nothing listens', async () => {
    await expect(answersForNamespace(`127.0.0.1:${await findFreePort()}`, 'default')).resolves.toBe(false);
  });

  it('is false where something else listens', async () => {
    const server = createServer((_request, response) => response.end('hello')).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    await expect(answersForNamespace(`127.0.0.1:${port}`, 'default')).resolves.toBe(false);
    server.close();
  });
});
