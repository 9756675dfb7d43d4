import { z } from 'zod';

const MAX_LIMIT = 200;
const DEFAULT_LIMIT = 50;
const MAX_CURSOR_CHARS = 200;

/** Where a row stands in a list that is ordered by `(created_at, id)`: unique, and the same however much is added. */
export interface Position {
  /** UTC with six decimals, as Postgres keeps it: a `Date` has three, and rows of one millisecond would be lost. */
  readonly createdAt: string;
  readonly id: string;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Null on the last page. */
  readonly nextCursor: string | null;
}

const positionSchema = z.tuple([z.iso.datetime({ precision: 6 }).refine((at) => at >= '1970'), z.guid()]);

/** The query's fields of every list. `cursor` is opaque to the caller; it holds a position and opens nothing. */
export const pageFields = {
  limit: z
    .string({ error: 'must be given once' })
    .regex(/^\d{1,3}$/, { error: `must be a whole number from 1 to ${MAX_LIMIT}`, abort: true })
    .transform(Number)
    .refine((limit) => limit >= 1 && limit <= MAX_LIMIT, { error: `must be a whole number from 1 to ${MAX_LIMIT}` })
    .prefault(String(DEFAULT_LIMIT)),
  cursor: z
    .string({ error: 'must be given once' })
    .transform((cursor, context): Position => {
      const position = decodeCursor(cursor);
      if (position !== null) return position;
      context.addIssue('must be the nextCursor of an earlier answer');
      return z.NEVER;
    })
    .optional(),
};

/**
 * One page of a list.
 * @param rows one more than `limit` where there are more
 */
export function toPage<R extends { readonly position: Position }, T>(
  rows: readonly R[],
  limit: number,
  toItem: (row: R) => T,
): Page<T> {
  const shown = rows.slice(0, limit);
  const last = rows.length > limit ? shown.at(-1) : undefined;
  return { items: shown.map(toItem), nextCursor: last === undefined ? null : encodeCursor(last.position) };
}

const encodeCursor = ({ createdAt, id }: Position): string =>
  Buffer.from(JSON.stringify([createdAt, id])).toString('base64url');

function decodeCursor(cursor: string): Position | null {
  if (cursor.length > MAX_CURSOR_CHARS) return null;
  const parsed = positionSchema.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString()));
  return parsed.success ? { createdAt: parsed.data[0], id: parsed.data[1] } : null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
