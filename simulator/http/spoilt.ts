import type { ServerResponse } from 'node:http';
import type { Spoiling } from '../knobs/faults';
import type { Rendered } from './rendered';

/** What is spoilt where the true answer has no body. */
const WITHOUT_BODY = { type: 'application/json; charset=utf-8', text: '{"offset":"0","items":[]}' };

const firstHalf = (text: string): string => text.slice(0, Math.ceil(text.length / 2));

/** Sends a true answer in a way that no client can read. */
export function sendSpoilt(response: ServerResponse, rendered: Rendered, how: Spoiling): void {
  const { type, text } = rendered.body ?? WITHOUT_BODY;
  response.setHeader('Content-Type', type);
  response.statusCode = how === 'malformed' || rendered.body === null ? 200 : rendered.status;
  switch (how) {
    case 'malformed':
      response.end(firstHalf(text));
      return;
    case 'bad-gzip':
      response.setHeader('Content-Encoding', 'gzip');
      response.end(text);
      return;
    case 'truncated':
      response.setHeader('Content-Length', Buffer.byteLength(text));
      response.write(firstHalf(text), () => response.destroy());
  }
}
