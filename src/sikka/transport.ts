import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import axios from 'axios';
import { phi, reveal, type Phi } from '../domain/phi';
import type { PmsExchange } from '../domain/pms';
import { err, ok, type Result } from '../domain/result';
import type { PmsError } from '../domain/pms-errors';
import type { Secret } from '../domain/secret';
import { connectionFailure } from './connection-failure';
import { withDeadline } from './deadline';
import { readStatement, type SikkaAnswer } from './envelope';
import { refusalError, timeoutError, unreadableError } from './errors';
import { NO_HINTS, readHints, type AnswerHints } from './answer-hints';
import type { SentReply } from './governor/port';
import { fail } from './reply';

/** For calls that name no time-out of their own. */
export const DEFAULT_TIMEOUT_MS = 4_000;
const MAX_ANSWER_BYTES = 32 * 1024 * 1024;
const MAX_REQUEST_BYTES = 1024 * 1024;
/** Sixteen offices at the limit of their own lanes, which are what really bounds the connections. */
const MAX_SOCKETS = 256;
const NO_CONTENT = 204;

export interface SikkaRequest {
  readonly method: PmsExchange['method'];
  /** Route template below the base URL, such as `/appointments/{appointment_sr_no}`: what may be recorded. */
  readonly endpoint: string;
  /** What stands for `{name}` in the template. */
  readonly pathParams?: Readonly<Record<string, string>> | undefined;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, Secret>>;
  /** What is sent as JSON. */
  readonly body?: Phi<unknown>;
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs?: number | undefined;
}

export interface SikkaTransport {
  /** One exchange. Never throws and never repeats: a refusal, an outage and a time-out are all values. */
  send(request: SikkaRequest): Promise<SentReply>;
  /** Closes the idle connections. */
  close(): void;
}

export interface SikkaTransportOptions {
  /** With the version, such as `https://api.sikkasoft.com/v4`. */
  readonly baseUrl: string;
  /** Told of every exchange, for metrics. */
  readonly onExchange?: ((exchange: PmsExchange) => void) | undefined;
}

/** The query by hand: a space goes out as %20, never as a plus. */
function urlOf(baseUrl: string, { endpoint, pathParams = {}, query = {} }: SikkaRequest): string {
  const path = endpoint.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(pathParams[name] ?? ''));
  const pairs = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `${baseUrl.replace(/\/+$/, '')}${path}${pairs.length > 0 ? `?${pairs.join('&')}` : ''}`;
}

/** Parsed from the text whatever the content type says: Sikka sends JSON as `text/html` too. */
function parseJson(body: string): Result<unknown, 'not-json'> {
  try {
    return ok(JSON.parse(body) as unknown);
  } catch {
    return err('not-json');
  }
}

function readAnswer(status: number, { rateResetMs }: AnswerHints, body: string): Result<SikkaAnswer, PmsError> {
  if (status === NO_CONTENT) return ok({ status, body: phi(null) });
  const json = parseJson(body);
  if (status >= 200 && status < 300) {
    return json.ok ? ok({ status, body: phi(json.value) }) : err(unreadableError(status));
  }
  const statement = json.ok ? readStatement(json.value) : null;
  return err(
    refusalError({
      httpStatus: status,
      sikkaCode: statement?.sikkaCode ?? null,
      isSikkasOwn: statement !== null,
      retryAfterMs: rateResetMs,
    }),
  );
}

/** HTTP to Sikka over axios: connections kept alive, a time-out on every call, no redirects, answers limited in size. */
export function createSikkaTransport({ baseUrl, onExchange }: SikkaTransportOptions): SikkaTransport {
  const reads = { keepAlive: true, maxSockets: MAX_SOCKETS };
  // A kept connection may be closed by the other side while a request is on its way. A read is simply asked again, but
  // a write would have an unknown outcome for nothing, so it gets a connection of its own. No limit here: with one, Node
  // hands a finished request's socket to the next in the queue.
  const writes = { keepAlive: false };
  const forReads = { httpAgent: new HttpAgent(reads), httpsAgent: new HttpsAgent(reads) };
  const forWrites = { httpAgent: new HttpAgent(writes), httpsAgent: new HttpsAgent(writes) };
  const unchanged = [(data: unknown) => data];
  const http = axios.create({
    responseType: 'text',
    transformRequest: unchanged,
    transformResponse: unchanged,
    validateStatus: () => true,
    maxRedirects: 0,
    maxContentLength: MAX_ANSWER_BYTES,
    maxBodyLength: MAX_REQUEST_BYTES,
    proxy: false,
  });

  async function exchange(
    request: SikkaRequest,
    signal: AbortSignal,
  ): Promise<Result<SikkaAnswer, PmsError> & { responseStatus: number | null; hints: AnswerHints }> {
    const secrets = Object.entries(request.headers ?? {}).map(([name, value]) => [name, value.expose()] as const);
    try {
      const { status, headers, data } = await http.request<string>({
        ...(request.method === 'GET' ? forReads : forWrites),
        method: request.method,
        url: urlOf(baseUrl, request),
        headers: { Accept: 'application/json', 'Content-Type': 'application/json', ...Object.fromEntries(secrets) },
        ...(request.body === undefined ? {} : { data: JSON.stringify(reveal(request.body)) }),
        signal,
      });
      const hints = readHints(headers);
      return { ...readAnswer(status, hints, data), responseStatus: status, hints };
    } catch (failure) {
      const error = signal.aborted ? timeoutError(true) : connectionFailure(failure);
      return { ok: false, error, responseStatus: null, hints: NO_HINTS };
    }
  }

  return {
    async send(request) {
      if (request.signal?.aborted === true) return { ...fail(timeoutError(false), []), hints: NO_HINTS };
      const startedMs = performance.now();
      const timeoutMs = request.timeoutMs ?? DEFAULT_TIMEOUT_MS;
      const { responseStatus, ...result } = await withDeadline({ signal: request.signal, timeoutMs }, (signal) =>
        exchange(request, signal),
      );
      const responseTimeMs = Math.round(performance.now() - startedMs);
      const { endpoint, method } = request;
      const done = { endpoint, method, responseStatus, responseTimeMs };
      onExchange?.(done);
      return { ...result, exchanges: [done] };
    },
    close() {
      for (const agents of [forReads, forWrites]) {
        agents.httpAgent.destroy();
        agents.httpsAgent.destroy();
      }
    },
  };
}
