import { z } from 'zod';
import { statement } from './errors';
import type { BodyReply, SikkaRequest } from './reply';

/** Sikka writes scalars as text; what comes as a number or boolean is read as its text. */
const bodySchema = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean()]).transform((value) => String(value)),
);

export type ParsedBody =
  { readonly ok: true; readonly fields: Record<string, string> } | { readonly ok: false; readonly reply: BodyReply };

/** 415 API1006 unless the type is JSON; 400 API1026 unless the text is one flat JSON object. */
export function parseBody(request: Pick<SikkaRequest, 'header' | 'text'>): ParsedBody {
  if (!/^application\/json\b/i.test(request.header('Content-Type'))) {
    return { ok: false, reply: statement('API1006', 'Content-Type must be application/json') };
  }
  try {
    return { ok: true, fields: bodySchema.parse(JSON.parse(request.text)) };
  } catch {
    return { ok: false, reply: statement('API1026', 'The body is not a flat JSON object') };
  }
}

/** API1020 for the first field that is missing, API1027 for the first that is blank; null when all are there. */
export function refuseMissing(fields: Readonly<Record<string, string>>, required: readonly string[]): BodyReply | null {
  for (const name of required) {
    const value = fields[name];
    if (value === undefined) return statement('API1020', `Parameter ${name} is missing`);
    if (value.trim() === '') return statement('API1027', `Parameter ${name} is blank`);
  }
  return null;
}

/** Like refuseMissing, for a query. */
export const refuseMissingQuery = (query: URLSearchParams, required: readonly string[]): BodyReply | null =>
  refuseMissing(Object.fromEntries(query), required);
