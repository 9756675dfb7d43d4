import type { ManagedProcess } from '../../src/cli/dev/managed-process';
import type { ProcessGuard } from '../../src/cli/dev/process-guard';

/** What the set-up leaves for the teardown. */
export interface TestServers {
  readonly guard: ProcessGuard;
  readonly started: ManagedProcess[];
}

/** jest loads set-up and teardown as separate modules; the global object is all that they share. */
const shared = globalThis as typeof globalThis & { parlaeTestServers?: TestServers };

export function keepTestServers(servers: TestServers): void {
  shared.parlaeTestServers = servers;
}

/** Null when the set-up did not get that far. */
export function takeTestServers(): TestServers | null {
  const servers = shared.parlaeTestServers ?? null;
  delete shared.parlaeTestServers;
  return servers;
}
