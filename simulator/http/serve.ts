import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import type { Request, Response } from 'express';
import type { Knobs } from '../knobs/board';
import { spoilingOf, type Fault } from '../knobs/faults';
import { drawLatencyMs } from '../knobs/latency';
import type { World } from '../world';
import { render } from './answer';
import { failureWith, statement } from './errors';
import { htmlErrorPage } from './html-page';
import { readIncoming } from './incoming';
import { renderKeyRefusal } from './key-errors';
import { record } from './record';
import { sendRendered } from './rendered';
import type { Reply, Route } from './reply';
import { replyOf } from './reply-of';
import { sendSpoilt } from './spoilt';

/** The status of a page that a gateway sends in place of the service. */
const BAD_GATEWAY = 502;

/** False when the simulator ends before the time is over. A client that leaves meanwhile is served all the same. */
async function waitLatency(world: World, settings: Knobs, path: string, closing: AbortSignal): Promise<boolean> {
  const latency = settings['api.latencyByPath'][path] ?? settings['api.latency'];
  const ms = settings['api.latencyMs'] + drawLatencyMs(latency, world.knobs.random);
  if (ms <= 0) return true;
  return wait(ms, true, { ref: false, signal: closing }).catch(() => false);
}

/** Does what a fault puts in the place of serving; false when the request is to be served first. */
async function failInstead(fault: Fault, request: Request, response: Response, settings: Knobs): Promise<boolean> {
  switch (fault.status) {
    case 'reset':
      request.socket.resetAndDestroy();
      return true;
    case 'timeout':
      // Headers that never come: only the client's leaving, or the simulator's end, closes the connection.
      if (!response.closed) await once(response, 'close');
      return true;
    case 'html':
      sendRendered(request, response, htmlErrorPage(BAD_GATEWAY, 'Bad Gateway'));
      return true;
    case 'reset-after':
    case 'truncated':
    case 'bad-gzip':
    case 'malformed':
      return false;
    default: {
      const failure = failureWith(fault.status, fault.errorCode);
      sendRendered(request, response, render(failure, { query: new URLSearchParams(), url: '' }, settings, response));
      return true;
    }
  }
}

/** Serves one request to the Sikka side as slowly, as wrongly or as well as the knobs say. */
export async function serve(
  world: World,
  route: Route | null,
  request: Request,
  response: Response,
  closing: AbortSignal,
): Promise<void> {
  const incoming = readIncoming(world, request);
  const settings = incoming.office?.settings() ?? world.knobs.current;
  const officeId = incoming.office?.office.officeId ?? null;
  record(world, request, response, officeId);
  if (!(await waitLatency(world, settings, incoming.path, closing))) return;
  world.settle();
  const fault = world.knobs.takeFault(incoming.method, incoming.path, officeId);
  if (fault !== null && (await failInstead(fault, request, response, settings))) return;
  const reply: Reply =
    route === null ? statement('API2009', 'Resource not found') : replyOf(world, route, incoming, response);
  world.keep();
  if (reply.kind === 'cut' || fault?.status === 'reset-after') {
    request.socket.resetAndDestroy();
    return;
  }
  const rendered = renderKeyRefusal(incoming, reply, settings) ?? render(reply, incoming, settings, response);
  const spoiling = spoilingOf(fault);
  if (spoiling === null) sendRendered(request, response, rendered);
  else sendSpoilt(response, rendered, spoiling);
}
