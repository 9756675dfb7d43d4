import { takeTestServers } from './test-servers';

/** Stops what the set-up started and removes its folder. (When jest is killed instead, the guard does it.) */
export default async function tearDown(): Promise<void> {
  const servers = takeTestServers();
  if (servers === null) return;
  await Promise.all(servers.started.map((server) => server.stop()));
  await servers.guard.close();
}
