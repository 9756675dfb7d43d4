import { startSimulator, type SimulatorOptions } from '../../simulator/server';

export interface TestSimulator {
  readonly baseUrl: string;
  /** Where the simulator takes messages for a live call, as Vapi does. */
  controlUrlOf(callId: string): string;
  get(path: string): Promise<unknown>;
  put(path: string, body: object): Promise<unknown>;
  post(path: string, body: object): Promise<unknown>;
  /** How many requests of this kind have arrived at the simulator. */
  countRequests(method: string, path: string): Promise<number>;
  /** What the simulator answered to requests of this kind, in order; null when it cut the connection or still works. */
  statusesOf(method: string, path: string): Promise<(number | null)[]>;
  visitsOn(date: string): Promise<readonly SimulatedVisit[]>;
  close(): Promise<void>;
}

export interface SimulatedVisit {
  readonly patientId: string;
  readonly date: string;
  readonly time: string;
  readonly description: string;
  readonly providerId: string;
  readonly operatory: string;
}

/** The Sikka simulator over HTTP, with its switchboard. */
export async function startTestSimulator(options: SimulatorOptions = {}): Promise<TestSimulator> {
  const simulator = await startSimulator({ writeDelayMs: 300, ...options });
  const control = async (method: string, path: string, body?: object): Promise<unknown> => {
    const response = await fetch(`${simulator.controlUrl}${path}`, {
      method,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`the simulator's ${path} answered ${String(response.status)}`);
    return response.status === 204 ? null : response.json();
  };
  return {
    baseUrl: simulator.baseUrl,
    controlUrlOf: (callId) => new URL(`/vapi-control/${callId}/control`, simulator.baseUrl).href,
    get: (path) => control('GET', path),
    put: (path, body) => control('PUT', path, body),
    post: (path, body) => control('POST', path, body),
    async countRequests(method, path) {
      const { items } = (await control('GET', `/requests?method=${method}&path=${path}`)) as { items: unknown[] };
      return items.length;
    },
    async statusesOf(method, path) {
      const journal = (await control('GET', `/requests?method=${method}&path=${path}`)) as {
        items: { status: number | null }[];
      };
      return journal.items.map(({ status }) => status);
    },
    async visitsOn(date) {
      const { items } = (await control('GET', `/appointments?date=${date}`)) as { items: SimulatedVisit[] };
      return items;
    },
    close: () => simulator.close(),
  };
}
