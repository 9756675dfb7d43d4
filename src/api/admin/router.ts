import { Router, type RequestHandler } from 'express';
import { answerNotFound } from '../http/errors';
import { mountRoutes } from './mount-routes';
import { mountable } from './route';
import { findIntegration } from './routes/find-integration/handler';
import { listIntegrations, type ListIntegrationsDeps } from './routes/list-integrations/handler';
import { refreshCapabilities, type RefreshCapabilitiesDeps } from './routes/refresh-capabilities/handler';

export interface AdminRouterDeps extends ListIntegrationsDeps, RefreshCapabilitiesDeps {
  readonly authenticate: RequestHandler;
}

/**
 * `/admin/*`: who asks is checked first, so that a stranger learns not even which paths there are; then role, input and
 * the accounts that the token allows. Nothing that is answered here may be kept by anything on the way.
 */
export function createAdminRouter(deps: AdminRouterDeps): Router {
  const router = Router();
  router.use(forbidStoring, deps.authenticate);
  mountRoutes(router, [
    mountable(listIntegrations(deps)),
    mountable(findIntegration(deps)),
    mountable(refreshCapabilities(deps)),
  ]);
  router.use(answerNotFound());
  return router;
}

const forbidStoring: RequestHandler = (_req, res, next) => {
  res.set('Cache-Control', 'no-store');
  next();
};
