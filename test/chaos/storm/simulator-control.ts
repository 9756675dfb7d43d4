import { z } from 'zod';

const answer = z.object({ items: z.array(z.unknown()) });

/** The simulator's switchboard. Every call fails while the simulator is away. */
export interface SimulatorControl {
  put(path: string, body: object): Promise<void>;
  post(path: string, body: object): Promise<unknown>;
  /** Forgets the requests that came so far. */
  forgetRequests(): Promise<void>;
  list<T>(path: string, item: z.ZodType<T>): Promise<T[]>;
}

const TIMEOUT_MS = 5_000;

export function createSimulatorControl(simulatorUrl: string): SimulatorControl {
  const call = async (method: string, path: string, body?: object): Promise<unknown> => {
    const response = await fetch(`${simulatorUrl}/__sim${path}`, {
      method,
      signal: AbortSignal.timeout(TIMEOUT_MS),
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`the simulator's ${path} answered ${String(response.status)}`);
    return response.status === 204 ? null : response.json();
  };
  return {
    put: async (path, body) => {
      await call('PUT', path, body);
    },
    forgetRequests: async () => {
      await call('DELETE', '/requests');
    },
    post: (path, body) => call('POST', path, body),
    list: async (path, item) => answer.parse(await call('GET', path)).items.map((each) => item.parse(each)),
  };
}
