import type { Request } from 'express';
import type { OfficeWorld } from '../state/office-world';
import type { World } from '../world';
import type { SikkaRequest } from './reply';

/** A request to the Sikka side as far as it can be told before anybody is let in. */
export interface Incoming {
  readonly method: string;
  /** Below /v4. */
  readonly path: string;
  /** With the host, without the query. */
  readonly url: string;
  readonly query: URLSearchParams;
  readonly header: SikkaRequest['header'];
  readonly text: string;
  /** The variable parts of the path. */
  readonly params: Readonly<Record<string, string>>;
  /** The office that it is told to be of, by key, body or query, whether or not it may speak for it; or null. */
  readonly office: OfficeWorld | null;
  readonly practiceId: string;
}

/** The texts of a flat JSON body; empty when it is none. */
function fieldsOf(text: string): Readonly<Record<string, string>> {
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed !== 'object' || parsed === null) return {};
    return Object.fromEntries(Object.entries(parsed).filter((entry): entry is [string, string] => isText(entry[1])));
  } catch {
    return {};
  }
}
const isText = (value: unknown): value is string => typeof value === 'string';

export function readIncoming(world: World, request: Request): Incoming {
  const { searchParams: query } = new URL(request.originalUrl, 'http://simulator');
  const header: SikkaRequest['header'] = (name) => request.get(name) ?? '';
  const body: unknown = request.body;
  const text = isText(body) ? body : '';
  const fields = fieldsOf(text);
  const officeId =
    world.keys.find(header('Request-Key'))?.officeId ??
    world.keys.officeOfRefreshKey(fields['refresh_key'] ?? header('Refresh-Key')) ??
    fields['office_id'] ??
    query.get('office_id') ??
    world.findWriteback(request.path === '/writebacks' ? (query.get('id') ?? '') : '')?.officeId;
  return {
    method: request.method,
    path: request.path,
    url: `http://${request.get('Host') ?? 'simulator'}${request.baseUrl}${request.path}`,
    query,
    header,
    text,
    params: Object.fromEntries(Object.entries(request.params).map(([name, value]) => [name, String(value)])),
    office: world.findOffice(officeId ?? '') ?? null,
    practiceId: query.get('practice_id') ?? fields['practice_id'] ?? '',
  };
}
