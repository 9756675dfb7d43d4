import type { RequestHandler, Router } from 'express';
import { answerMethodNotAllowed } from '../http/errors';
import { sendProblem } from '../http/problem';
import { parseJsonBody, rawBodyOf, readRawBody } from '../http/raw-body';
import { traceIdOf } from '../http/trace-id';
import { principalOf, type AdminRole } from './auth/principal';
import type { MountableRoute } from './route';

const BODY_LIMIT_BYTES = 100 * 1024;

/** Puts the routes on the router: role, body, handler. Another method on one of their paths is a 405. */
export function mountRoutes(router: Router, routes: readonly MountableRoute[]): void {
  for (const path of new Set(routes.map((route) => route.path))) {
    const onPath = routes.filter((route) => route.path === path);
    const mounted = router.route(path);
    for (const route of onPath) {
      mounted[route.method](requireRole(route.roles), readRawBody(BODY_LIMIT_BYTES), parseJsonBodyIfAny(), run(route));
    }
    mounted.all(answerMethodNotAllowed(...onPath.flatMap(({ method }) => methodNames(method))));
  }
}

/** Express answers HEAD with the handler of GET. */
const methodNames = (method: MountableRoute['method']): string[] =>
  method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()];

function requireRole(allowed: readonly AdminRole[]): RequestHandler {
  return (_req, res, next) => {
    if (principalOf(res).roles.some((role) => allowed.includes(role))) next();
    else sendProblem(res, 'forbidden');
  };
}

function parseJsonBodyIfAny(): RequestHandler {
  const parse = parseJsonBody();
  return (req, res, next) => {
    if (rawBodyOf(res).length === 0) next();
    else void parse(req, res, next);
  };
}

const run =
  (route: MountableRoute): RequestHandler =>
  async (req, res) => {
    const input = { params: req.params, query: req.query, body: req.body as unknown };
    const outcome = await route.run(input, { ...principalOf(res), traceId: traceIdOf(res) });
    if (outcome.ok) res.status(outcome.value.status).json(outcome.value.body);
    else sendProblem(res, outcome.error.code, outcome.error.errors);
  };
