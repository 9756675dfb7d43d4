import type { PmsOffice } from '../domain/pms';
import { Secret } from '../domain/secret';
import { withDeadline } from './deadline';
import type { SikkaAnswer } from './envelope';
import { beforeSending, isDeadKey } from './errors';
import type { AppCredentials } from './key-grant';
import { fail, type SikkaReply } from './reply';
import type { RequestKeys } from './request-keys';
import { DEFAULT_TIMEOUT_MS, type SikkaRequest, type SikkaTransport } from './transport';

/** A call of the app as a whole. `timeoutMs` is for all of it: pages, a key's renewal and the repeat included. */
export interface AppCallContext {
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number | undefined;
}

/** A call for one practice of an office. */
export interface OfficeCallContext extends AppCallContext {
  readonly office: PmsOffice;
}

export type SikkaCall = Pick<SikkaRequest, 'method' | 'endpoint' | 'query' | 'body'>;

export interface SikkaCalls {
  /** With the office's request key. When Sikka calls the key dead, it is renewed and the request sent once more. */
  callOffice(context: OfficeCallContext, call: SikkaCall): Promise<SikkaReply<SikkaAnswer>>;
  /** With the app's own id and key. */
  callApp(context: AppCallContext, call: SikkaCall): Promise<SikkaReply<SikkaAnswer>>;
}

export interface SikkaCallsDeps {
  readonly transport: SikkaTransport;
  readonly keys: RequestKeys;
  readonly app: AppCredentials;
}

/** The two ways to call Sikka. */
export function createSikkaCalls({ transport, keys, app }: SikkaCallsDeps): SikkaCalls {
  return {
    callOffice(context, call) {
      const { timeoutMs = DEFAULT_TIMEOUT_MS } = context;
      return withDeadline({ signal: context.signal, timeoutMs }, async (signal) => {
        const send = (key: Secret): Promise<SikkaReply<SikkaAnswer>> =>
          transport.send({ ...call, headers: { 'Request-Key': key }, signal, timeoutMs });

        const key = await keys.getRequestKey(context.office, signal);
        if (!key.ok) return fail(beforeSending(key.error), key.exchanges);
        const first = await send(key.value);
        const soFar = [...key.exchanges, ...first.exchanges];
        if (first.ok || !isDeadKey(first.error)) return { ...first, exchanges: soFar };

        const renewed = await keys.renewRequestKey(context.office, key.value, signal);
        if (!renewed.ok) return fail(beforeSending(renewed.error), [...soFar, ...renewed.exchanges]);
        const second = await send(renewed.value);
        return { ...second, exchanges: [...soFar, ...renewed.exchanges, ...second.exchanges] };
      });
    },

    callApp(context, call) {
      const headers = { 'App-Id': new Secret(app.appId), 'App-Key': app.appKey };
      return transport.send({ ...call, headers, signal: context.signal, timeoutMs: context.timeoutMs });
    },
  };
}
