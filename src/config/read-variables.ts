import { z } from 'zod';
import { err, ok, type Result } from '../domain/result';
import type { ConfigProblem } from './problem';

/** The environment of a process, as `process.env` has it. */
export type Environment = Readonly<Record<string, string | undefined>>;
/** Variable name → zod schema with an `example` in its meta data. */
export type Variables = Readonly<Record<string, z.ZodType>>;

/**
 * Reads every variable of the shape and reports everything wrong at once. Blanks around a value are dropped; an empty
 * one counts as absent, because compose files and task definitions pass `NAME=` for "not set".
 */
export function readVariables<V extends Variables>(
  variables: V,
  env: Environment,
): Result<z.output<z.ZodObject<V>>, ConfigProblem[]> {
  const given = Object.fromEntries(Object.keys(variables).map((name) => [name, valueOf(env, name)]));
  const parsed = z.object(variables).safeParse(given);
  if (parsed.success) return ok(parsed.data);
  return err(parsed.error.issues.map((issue) => toProblem(issue, variables, env)));
}

/** The trimmed value, or undefined when it is absent or empty. */
export function valueOf(env: Environment, name: string): string | undefined {
  const value = env[name]?.trim();
  return value === '' ? undefined : value;
}

/** The problem of one variable, with the example that its schema names. */
export function problemWith(variables: Variables, variable: string, problem: string): ConfigProblem {
  const example: unknown = variables[variable]?.meta()?.['example'];
  return { variable, problem, example: typeof example === 'string' ? example : '' };
}

function toProblem(issue: z.core.$ZodIssue, variables: Variables, env: Environment): ConfigProblem {
  const variable = String(issue.path[0]);
  return problemWith(variables, variable, valueOf(env, variable) === undefined ? 'is missing' : issue.message);
}
