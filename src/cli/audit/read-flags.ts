import { parseArgs, type ParseArgsConfig } from 'node:util';
import type { z } from 'zod';
import { err, ok, type Result } from '../../domain/result';
import { describeIssues } from './flag-issues';

/** Flags as `parseArgs` and a schema take them, or what is wrong with them, in words without what was given. */
export function readFlags<S extends z.ZodType>(
  args: readonly string[],
  options: NonNullable<ParseArgsConfig['options']>,
  schema: S,
): Result<z.output<S>, string> {
  try {
    const { values } = parseArgs({ args: [...args], options, allowPositionals: false });
    const flags = schema.safeParse(values);
    return flags.success ? ok(flags.data) : err(describeIssues(flags.error));
  } catch (error) {
    return err(error instanceof Error ? error.message : 'unreadable flags');
  }
}
