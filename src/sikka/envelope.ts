import { z } from 'zod';
import { reveal, type Phi } from '../domain/phi';
import type { PmsError } from '../domain/pms-errors';
import { err, ok, type Result } from '../domain/result';
import { unreadableError } from './errors';
import { text } from './fields';

/** A 2xx answer. The body is parsed JSON, null when there was none; it holds whatever Sikka holds, so it is wrapped. */
export interface SikkaAnswer {
  readonly status: number;
  readonly body: Phi<unknown>;
}

export interface SikkaPage<T> {
  readonly rows: readonly T[];
  /** Rows of all pages together; null when the answer did not say. */
  readonly totalCount: number | null;
}

/** Sikka's body of an error, and of an accepted write: `error_code` is there in both. */
export interface SikkaStatement {
  readonly sikkaCode: string | null;
  readonly longMessage: string;
  readonly moreInformation: string;
}

const NO_CONTENT = 204;
const SIKKA_CODE = /^API\d{4}$/;

const statementSchema = z.looseObject({
  http_code: text,
  error_code: text,
  long_message: text,
  more_information: text,
});
const listSchema = z.looseObject({ total_count: text, items: z.array(z.unknown()) });

/** Some answers come as an array of one element: both forms are taken everywhere. */
const unwrap = (body: unknown): unknown => (Array.isArray(body) && body.length === 1 ? (body as unknown[])[0] : body);

/** Sikka's own error or acceptance body; null for anything else. The code is kept only in the form `API1234`. */
export function readStatement(body: unknown): SikkaStatement | null {
  const parsed = statementSchema.safeParse(unwrap(body));
  if (!parsed.success) return null;
  const { http_code, error_code, long_message, more_information } = parsed.data;
  if (http_code === '' && error_code === '') return null;
  return {
    sikkaCode: SIKKA_CODE.test(error_code) ? error_code : null,
    longMessage: long_message,
    moreInformation: more_information,
  };
}

/** An answer that is one object, such as a granted key. */
export function readObject<T>(answer: SikkaAnswer, schema: z.ZodType<T>): Result<T, PmsError> {
  const parsed = schema.safeParse(unwrap(reveal(answer.body)));
  return parsed.success ? ok(parsed.data) : err(unreadableError(answer.status));
}

/**
 * A page of a list. No rows is 204 with an empty body. One row that cannot be read makes the whole answer unreadable:
 * to leave a visit out would offer its time to somebody else.
 */
export function readPage<T>(answer: SikkaAnswer, row: z.ZodType<T>): Result<SikkaPage<T>, PmsError> {
  if (answer.status === NO_CONTENT) return ok({ rows: [], totalCount: null });
  const list = readObject(answer, listSchema);
  if (!list.ok) return list;
  const rows = z.array(row).safeParse(list.value.items);
  if (!rows.success) return err(unreadableError(answer.status));
  const { total_count } = list.value;
  return ok({ rows: rows.data, totalCount: /^\d+$/.test(total_count) ? Number(total_count) : null });
}
