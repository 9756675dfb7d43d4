import type { Response } from 'express';
import type { Knobs } from '../knobs/board';
import { pageOf, type Page } from './paging';
import type { BodyReply, ListReply, SikkaRequest } from './reply';

const isPage = (result: Page | BodyReply): result is Page => 'items' in result;

/** JSON under the wrong type happens in the vendor's own samples. */
function send(response: Response, status: number, body: unknown, knobs: Knobs): void {
  const type = knobs['env.contentType'] === 'html' ? 'text/html; charset=UTF-8' : 'application/json; charset=utf-8';
  response.status(status).setHeader('Content-Type', type);
  response.end(JSON.stringify(body));
}

export function sendBody(response: Response, reply: BodyReply, knobs: Knobs): void {
  send(response, reply.status, reply.body, knobs);
}

/** No rows = 204 without a body; a page beyond the end as the knob says. */
export function sendList(
  response: Response,
  reply: ListReply,
  request: Pick<SikkaRequest, 'query'>,
  url: string,
  knobs: Knobs,
): void {
  if (reply.hasDataInsert === true) response.setHeader('Data-Insert', 'completed');
  const page = pageOf(reply, request.query, url);
  if (!isPage(page)) {
    sendBody(response, page, knobs);
    return;
  }
  const isBeyondEnd = page.items.length === 0 && page.total_count !== '0';
  if (page.items.length === 0 && !(isBeyondEnd && knobs['page.beyondEnd'] === '200-empty')) {
    response.status(204).end();
    return;
  }
  const wrap = knobs['env.wrap'];
  const isArray = wrap === 'array' || (wrap === 'as-sampled' && reply.isSampledAsArray === true);
  send(response, 200, isArray ? [page] : page, knobs);
}
