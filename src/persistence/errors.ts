import { QueryFailedError } from 'typeorm';

/** What Postgres said, without what was said to it: TypeORM's own error carries the parameters in clear. */
export class PersistenceError extends Error {
  constructor(
    readonly sqlState: string | null,
    readonly constraint: string | null,
  ) {
    super(`database error ${sqlState ?? 'without SQLSTATE'}${constraint === null ? '' : ` on ${constraint}`}`);
    this.name = 'PersistenceError';
  }
}

const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** Turns a driver's error into ours; anything else passes through unchanged. */
export function toPersistenceError(error: unknown): unknown {
  if (error instanceof PersistenceError) return error;
  if (error instanceof QueryFailedError) {
    const driver = error.driverError as { code?: unknown; constraint?: unknown };
    return new PersistenceError(text(driver.code), text(driver.constraint));
  }
  const code = text((error as { code?: unknown } | null)?.code);
  return code === null ? error : new PersistenceError(code, null);
}

const UNIQUE_VIOLATION = '23505';
const EXCLUSION_VIOLATION = '23P01';

export const isViolationOf = (error: unknown, ...constraints: string[]): boolean =>
  error instanceof PersistenceError &&
  (error.sqlState === UNIQUE_VIOLATION || error.sqlState === EXCLUSION_VIOLATION) &&
  error.constraint !== null &&
  constraints.includes(error.constraint);
