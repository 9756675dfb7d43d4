import { accessRefusalOf, OfficeRefusal } from '../domain/office-refusal';
import type { PmsExchange, PmsOffice } from '../domain/pms';
import { PmsErrorCode, type PmsError } from '../domain/pms-errors';
import { Secret } from '../domain/secret';
import { withDeadline } from './deadline';
import type { SikkaAnswer } from './envelope';
import { beforeSending, isDeadKey } from './errors';
import type { CallPriority, SentReply, SikkaGovernor } from './governor/port';
import type { AppCredentials } from './key-grant';
import { isRefusal } from './key-renewal';
import { fail, type SikkaReply } from './reply';
import { repeatCutRead } from './repeat-cut-read';
import type { RequestKeys } from './request-keys';
import { DEFAULT_TIMEOUT_MS, type SikkaRequest, type SikkaTransport } from './transport';

/** A call of the app as a whole. `timeoutMs` is for all of it: pages, a key's renewal and the repeat included. */
export interface AppCallContext {
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number | undefined;
  /** Whether a caller waits on the telephone, which is the default, or this is work of ours. */
  readonly priority?: CallPriority | undefined;
}

/** A call for one practice of an office. */
export interface OfficeCallContext extends AppCallContext {
  readonly office: PmsOffice;
}

export type SikkaCall = Pick<SikkaRequest, 'method' | 'endpoint' | 'pathParams' | 'query' | 'body'>;

export interface SikkaCalls {
  /** With the office's request key. When Sikka calls the key dead, it is renewed and the request sent once more. */
  callOffice(context: OfficeCallContext, call: SikkaCall): Promise<SikkaReply<SikkaAnswer>>;
  /** With the app's own id and key. */
  callApp(context: AppCallContext, call: SikkaCall): Promise<SikkaReply<SikkaAnswer>>;
}

/** What the answers tell about an office beside what was asked. Called in passing: must neither throw nor wait. */
export interface OfficeObserver {
  /** Sikka refuses the office, or a call of it, for good: no retry helps. */
  noteRefusal(office: PmsOffice, refusal: OfficeRefusal): void;
  /** `Data-Insert` was seen on a read that carries it. */
  noteDataInsert(office: PmsOffice, isInProgress: boolean): void;
}

export interface SikkaCallsDeps {
  readonly transport: SikkaTransport;
  readonly keys: RequestKeys;
  readonly app: AppCredentials;
  /** Paces the requests of each office. */
  readonly governor: SikkaGovernor;
  /** Paces the requests of the app as a whole. */
  readonly appGovernor: SikkaGovernor;
  readonly observer: OfficeObserver;
}

/** The app as an office of its own, for its pace only. */
const APP = { accountId: 'app', officeId: 'app' };

/** The two ways to call Sikka. */
export function createSikkaCalls(deps: SikkaCallsDeps): SikkaCalls {
  const { transport, keys, app, governor, appGovernor, observer } = deps;

  async function callOffice(context: OfficeCallContext, call: SikkaCall): Promise<SikkaReply<SikkaAnswer>> {
    const { office, timeoutMs = DEFAULT_TIMEOUT_MS, priority = 'in-call' } = context;
    return withDeadline({ signal: context.signal, timeoutMs }, async (signal) => {
      const send = async (key: Secret): Promise<SentReply> => {
        const headers = { 'Request-Key': key };
        const once = (): Promise<SentReply> =>
          governor.run(office, priority, signal, () => transport.send({ ...call, headers, signal, timeoutMs }));
        const reply = await repeatCutRead(call.method, signal, once);
        learn(office, key, reply);
        return reply;
      };

      const key = await keys.getRequestKey(office, signal);
      if (!key.ok) return withoutKey(office, key.error, key.exchanges);
      const first = await send(key.value);
      const soFar = [...key.exchanges, ...first.exchanges];
      if (first.ok || !isDeadKey(first.error)) return { ...first, exchanges: soFar };

      const renewed = await keys.renewRequestKey(office, key.value, signal);
      if (!renewed.ok) return withoutKey(office, renewed.error, [...soFar, ...renewed.exchanges]);
      const second = await send(renewed.value);
      if (!second.ok && isDeadKey(second.error)) observer.noteRefusal(office, OfficeRefusal.keyRefused);
      return { ...second, exchanges: [...soFar, ...renewed.exchanges, ...second.exchanges] };
    });
  }

  function withoutKey(office: PmsOffice, error: PmsError, exchanges: readonly PmsExchange[]): SikkaReply<never> {
    if (error.code !== PmsErrorCode.accessRevoked && isRefusal(error) && error.httpStatus !== null) {
      observer.noteRefusal(office, OfficeRefusal.keyRefused);
    }
    return fail(beforeSending(error), exchanges);
  }

  function learn(office: PmsOffice, key: Secret, { hints }: SentReply): void {
    if (hints.requestKeyExpiresAt !== null) keys.learnEnd(office, key, hints.requestKeyExpiresAt);
    if (hints.isDataInsertInProgress !== null) observer.noteDataInsert(office, hints.isDataInsertInProgress);
  }

  return {
    async callOffice(context, call) {
      const reply = await callOffice(context, call);
      if (!reply.ok && reply.error.code === PmsErrorCode.accessRevoked) {
        observer.noteRefusal(context.office, accessRefusalOf(reply.error));
      }
      return reply;
    },

    callApp({ signal: given, timeoutMs = DEFAULT_TIMEOUT_MS, priority = 'in-call' }, call) {
      const headers = { 'App-Id': new Secret(app.appId), 'App-Key': app.appKey };
      return withDeadline({ signal: given, timeoutMs }, (signal) =>
        repeatCutRead(call.method, signal, () =>
          appGovernor.run(APP, priority, signal, () => transport.send({ ...call, headers, signal, timeoutMs })),
        ),
      );
    },
  };
}
