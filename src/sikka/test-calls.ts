import { Secret } from '../domain/secret';
import type { SikkaCalls } from './calls';
import { APP_KEY, startScriptedServer, type Script, type ScriptedServer, type SeenRequest } from './test-rig';
import { createSikkaTransport } from './transport';

/** For tests of single calls only: a real transport to a scripted server, with a key that never changes. */
export interface TestCalls {
  readonly calls: SikkaCalls;
  readonly server: ScriptedServer;
  readonly seen: readonly SeenRequest[];
  /** The JSON of the only request there was. */
  sentBody(): unknown;
  close(): Promise<void>;
}

export async function startTestCalls(script: Script): Promise<TestCalls> {
  const server = await startScriptedServer(script);
  const transport = createSikkaTransport({ baseUrl: server.baseUrl });
  const officeHeaders = { 'Request-Key': new Secret('invented-request-key') };
  const appHeaders = { 'App-Id': new Secret('invented-app-id'), 'App-Key': new Secret(APP_KEY) };
  return {
    calls: {
      callOffice: ({ signal, timeoutMs }, call) =>
        transport.send({ ...call, headers: officeHeaders, signal, timeoutMs }),
      callApp: ({ signal, timeoutMs }, call) => transport.send({ ...call, headers: appHeaders, signal, timeoutMs }),
    },
    server,
    seen: server.seen,
    sentBody() {
      const [only, ...others] = server.seen;
      if (only === undefined || others.length > 0) throw new Error(`${server.seen.length} requests instead of one`);
      return JSON.parse(only.body) as unknown;
    },
    async close() {
      transport.close();
      await server.close();
    },
  };
}
