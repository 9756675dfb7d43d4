import type { Request, Response } from 'express';
import type { JournalEntry } from '../journal';
import type { World } from '../world';

/** Longer ones are not kept. */
const MOST_BODY_CHARACTERS = 10_000;
const WRITE_METHODS: readonly string[] = ['POST', 'PUT', 'PATCH'];
/** Fields that let somebody in; `app_id` is a name, not a key. */
const SECRET_FIELDS: readonly string[] = ['app_key', 'secret_key', 'refresh_key', 'request_key'];

const withoutSecrets = (parsed: unknown): unknown =>
  typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
    ? Object.fromEntries(Object.entries(parsed).filter(([name]) => !SECRET_FIELDS.includes(name)))
    : parsed;

/** The body of a write for the journal; one that is no JSON is kept as text, unless it went to the key calls. */
function bodyFor(path: string, text: string): unknown {
  if (text.length > MOST_BODY_CHARACTERS) return `${text.length} characters`;
  try {
    return withoutSecrets(JSON.parse(text));
  } catch {
    return path === '/request_key' ? '' : text;
  }
}

/** Enters a request into the journal; its status and duration follow when the answer or the connection ends. */
export function record(world: World, request: Request, response: Response, officeId: string | null): void {
  const startedAtMs = performance.now();
  const text: unknown = request.body;
  const isWrite = WRITE_METHODS.includes(request.method);
  const entry: JournalEntry = {
    method: request.method,
    path: request.path,
    at: world.now().toISOString(),
    officeId,
    status: null,
    durationMs: null,
    ...(isWrite ? { body: bodyFor(request.path, typeof text === 'string' ? text : '') } : {}),
  };
  world.journal.add(entry);
  const end = (): void => {
    entry.durationMs ??= Math.round((performance.now() - startedAtMs) * 10) / 10;
  };
  response.once('finish', () => {
    entry.status = response.statusCode;
    end();
  });
  response.once('close', end);
}
