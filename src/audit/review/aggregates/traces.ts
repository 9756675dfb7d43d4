import { z } from 'zod';
import type { AuditTransaction } from '../../append';

/** How the columns of `SELECT_TRACES` come out of Postgres. */
export const traces = {
  firstAt: z.date().nullable(),
  lastAt: z.date().nullable(),
  callIds: z.array(z.string()),
};

/** Postgres's bigint, of which `count(*)` is one, reaches us as text. */
export const count = z.coerce.number().pipe(z.int().nonnegative());

/** Runs a query whose rows have the schema's form. */
export async function readAll<T extends z.ZodType>(
  tx: AuditTransaction,
  row: T,
  sql: string,
  parameters: unknown[],
): Promise<z.output<T>[]> {
  return z.array(row).parse(await tx.query(sql, parameters));
}
