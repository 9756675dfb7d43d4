import type { Knobs } from '../knobs/board';
import { statement } from './errors';
import { htmlErrorPage } from './html-page';
import type { Incoming } from './incoming';
import type { Rendered } from './rendered';
import type { BodyReply, Reply } from './reply';

/** A secret or refresh key that is wrong: 401 API2003, or 400 API1026 as the knob `key.errorCode` says. */
export const wrongKey = (longMessage: string, knobs: Pick<Knobs, 'key.errorCode'>): BodyReply =>
  statement(knobs['key.errorCode'] === 400 ? 'API1026' : 'API2003', longMessage);

/** A refusal of POST /request_key: the one kind of answer whose form no source shows. */
const isKeyRefusal = (incoming: Pick<Incoming, 'method' | 'path'>, reply: Reply): reply is BodyReply =>
  incoming.method === 'POST' && incoming.path === '/request_key' && reply.kind === 'body' && reply.status >= 400;

/** A refusal of POST /request_key in the form that the knob `key.errorBody` says; null for all other answers. */
export function renderKeyRefusal(
  incoming: Pick<Incoming, 'method' | 'path'>,
  reply: Reply,
  knobs: Pick<Knobs, 'key.errorBody'>,
): Rendered | null {
  if (!isKeyRefusal(incoming, reply)) return null;
  switch (knobs['key.errorBody']) {
    case 'standard':
      return null;
    case 'oauth-like':
      return {
        status: reply.status,
        body: {
          type: 'application/json; charset=utf-8',
          text: JSON.stringify({ error: 'invalid_grant', error_description: reply.body['long_message'] ?? '' }),
        },
      };
    case 'empty':
      return { status: reply.status, body: null };
    case 'html':
      return htmlErrorPage(reply.status, reply.body['http_code_desc'] ?? '');
  }
}
