import type { ServerResponse } from 'node:http';
import type { Knobs } from '../knobs/board';
import { pageOf, type Page } from './paging';
import type { Rendered } from './rendered';
import type { BodyReply, EmptyReply, ListReply } from './reply';

const isPage = (result: Page | BodyReply): result is Page => 'items' in result;

/** JSON under the wrong type happens in the vendor's own samples. */
const json = (status: number, body: unknown, isHtml: boolean): Rendered => ({
  status,
  body: {
    type: isHtml ? 'text/html; charset=UTF-8' : 'application/json; charset=utf-8',
    text: JSON.stringify(body),
  },
});

export const renderBody = (reply: BodyReply, knobs: Knobs): Rendered =>
  json(reply.status, reply.body, knobs['env.contentType'] === 'html' || reply.isSampledAsHtml === true);

/** No rows = 204 without a body; a page beyond the end as the knob says. */
function renderList(reply: ListReply, request: { query: URLSearchParams; url: string }, knobs: Knobs): Rendered {
  const page = pageOf(reply, request.query, request.url, knobs);
  if (!isPage(page)) return renderBody(page, knobs);
  const isBeyondEnd = page.items.length === 0 && page.total_count !== '0';
  if (page.items.length === 0 && !(isBeyondEnd && knobs['page.beyondEnd'] === '200-empty')) {
    return { status: 204, body: null };
  }
  const wrap = knobs['env.wrap'];
  const isArray = wrap === 'array' || (wrap === 'as-sampled' && reply.isSampledAsArray === true);
  return json(200, isArray ? [page] : page, knobs['env.contentType'] === 'html');
}

/** The answer as the knobs have it; sets the headers that belong to it. */
export function render(
  reply: ListReply | BodyReply | EmptyReply,
  request: { readonly query: URLSearchParams; readonly url: string },
  knobs: Knobs,
  response: Pick<ServerResponse, 'setHeader'>,
): Rendered {
  switch (reply.kind) {
    case 'empty':
      return { status: reply.status, body: null };
    case 'body':
      return renderBody(reply, knobs);
    case 'list':
      if (reply.dataInsert !== undefined) response.setHeader('Data-Insert', reply.dataInsert);
      return renderList(reply, request, knobs);
  }
}
