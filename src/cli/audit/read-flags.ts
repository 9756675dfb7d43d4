import { parseArgs, type ParseArgsConfig } from 'node:util';
import type { z } from 'zod';
import { err, ok, type Result } from '../../domain/result';
import { describeIssues } from './flag-issues';

type Options = NonNullable<ParseArgsConfig['options']>;

/** Flags as `parseArgs` and a schema take them, or what is wrong with them, in words without what was given. */
export function readFlags<S extends z.ZodType>(
  args: readonly string[],
  options: Options,
  schema: S,
): Result<z.output<S>, string> {
  try {
    const { values } = parseArgs({ args: joinDashedValues(args, options), options, allowPositionals: false });
    const flags = schema.safeParse(values);
    return flags.success ? ok(flags.data) : err(describeIssues(flags.error));
  } catch (error) {
    return err(error instanceof Error ? error.message : 'unreadable flags');
  }
}

/** A reference of ours may begin with a dash, and `parseArgs` takes such a value only as `--flag=value`. */
function joinDashedValues(args: readonly string[], options: Options): string[] {
  const optionOf = (arg: string | undefined) =>
    arg?.startsWith('--') === true ? options[arg.slice(2).split('=')[0] ?? ''] : undefined;
  const joined: string[] = [];
  for (let at = 0; at < args.length; at++) {
    const [arg = '', next] = args.slice(at, at + 2);
    const takesValue = optionOf(arg)?.type === 'string' && !arg.includes('=');
    const isDashedValue = takesValue && next?.startsWith('-') === true && optionOf(next) === undefined;
    joined.push(isDashedValue ? `${arg}=${next}` : arg);
    if (isDashedValue) at++;
  }
  return joined;
}
