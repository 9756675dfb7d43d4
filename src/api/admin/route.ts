import { z } from 'zod';
import { err, type Result } from '../../domain/result';
import type { FieldProblem, ProblemCode } from '../http/problem';
import type { AdminPrincipal, AdminRole } from './auth/principal';

export interface AdminAnswer {
  readonly status: 200 | 201 | 202;
  readonly body: object;
}

/** `errors` only with `invalid-input`. */
export interface AdminProblem {
  readonly code: ProblemCode;
  readonly errors?: readonly FieldProblem[];
}

export type AdminOutcome = Result<AdminAnswer, AdminProblem>;

/** What came with a request, before anyone has looked at it. */
export interface AdminInput {
  readonly params: unknown;
  readonly query: unknown;
  /** Undefined without a body. */
  readonly body: unknown;
}

/** One route: a folder below `routes/`, and a line in `router.ts`. Express stays outside. */
export interface AdminRoute<I = never> {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  /** Below `/admin`, in Express's notation: `/integrations/:id`. */
  readonly path: string;
  /** Any of them will do. */
  readonly roles: readonly AdminRole[];
  /** Whether anything of a patient can be in its answer; where it can, `auditedRead` stands before it. */
  readonly access: 'no-phi' | 'audited';
  /** Of `params`, `query` and `body`, the parts that the route takes. Messages are constants and repeat no value. */
  readonly input: z.ZodType<I>;
  /** Every look-up is bound to the principal's accounts; what lies outside is `not-found`, as if it did not exist. */
  handle(input: I, principal: AdminPrincipal): Promise<AdminOutcome>;
}

/** Ties a route's schema to its handler, so that the router can hold routes of different inputs. */
export interface MountableRoute extends Pick<AdminRoute, 'method' | 'path' | 'roles' | 'access'> {
  run(input: AdminInput, principal: AdminPrincipal): Promise<AdminOutcome>;
}

export const mountable = <I>(route: AdminRoute<I>): MountableRoute => ({
  method: route.method,
  path: route.path,
  roles: route.roles,
  access: route.access,
  run(input, principal) {
    const parsed = route.input.safeParse(input);
    return parsed.success ? route.handle(parsed.data, principal) : Promise.resolve(err(toProblem(parsed.error)));
  },
});

export const notFound: AdminProblem = { code: 'not-found' };

/** An id of ours. Postgres tells case apart nowhere, and the principal's accounts are in lower case. */
export const idText = z.guid({ error: 'must be an id' }).toLowerCase();

/** The parameters of `/things/:id`. */
export const idParams = z.object({ id: idText });

/** An id in the path that is no id names nothing: the same 404 as one that is not there. */
function toProblem({ issues }: z.ZodError): AdminProblem {
  if (issues.some(({ path }) => path[0] === 'params')) return notFound;
  return { code: 'invalid-input', errors: issues.flatMap(toFieldProblems) };
}

function toFieldProblems(issue: z.core.$ZodIssue): FieldProblem[] {
  const [part, ...path] = issue.path;
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ field: fieldOf(part, [...path, key]), problem: 'is not a field of this route' }));
  }
  return [{ field: fieldOf(part, path), problem: issue.message }];
}

const MAX_FIELD_CHARS = 100;

/** `limit`, `hours.monday`; `body` where the whole of it is wrong. */
const fieldOf = (part: PropertyKey | undefined, path: readonly PropertyKey[]): string =>
  (path.length === 0 ? [part] : path).map(String).join('.').slice(0, MAX_FIELD_CHARS);
