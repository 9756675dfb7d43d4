import { Router, type RequestHandler } from 'express';
import { answerNotFound } from '../http/errors';
import { mountRoutes } from './mount-routes';
import { mountable, type MountableRoute } from './route';
import { acknowledgeTask, type AcknowledgeTaskDeps } from './routes/acknowledge-task/handler';
import { closeTask, type CloseTaskDeps } from './routes/close-task/handler';
import { decideBooking, type DecideBookingDeps } from './routes/decide-booking/handler';
import { decideChange, type DecideChangeDeps } from './routes/decide-change/handler';
import { findIntegration } from './routes/find-integration/handler';
import { listAudit, type ListAuditDeps } from './routes/list-audit/handler';
import { listBookings, type ListBookingsDeps } from './routes/list-bookings/handler';
import { listIntegrations, type ListIntegrationsDeps } from './routes/list-integrations/handler';
import { listTasks, type ListTasksDeps } from './routes/list-tasks/handler';
import {
  listTransferDestinations,
  type ListTransferDestinationsDeps,
} from './routes/list-transfer-destinations/handler';
import { refreshCapabilities, type RefreshCapabilitiesDeps } from './routes/refresh-capabilities/handler';
import { setStaffChannel, type SetStaffChannelDeps } from './routes/set-staff-channel/handler';
import { setTransferDestinations, type SetTransferDestinationsDeps } from './routes/set-transfer-destinations/handler';
import { verifyStaffChannel, type VerifyStaffChannelDeps } from './routes/verify-staff-channel/handler';

export interface AdminRouteDeps
  extends
    ListIntegrationsDeps,
    RefreshCapabilitiesDeps,
    SetStaffChannelDeps,
    VerifyStaffChannelDeps,
    ListTransferDestinationsDeps,
    SetTransferDestinationsDeps,
    ListBookingsDeps,
    DecideBookingDeps,
    DecideChangeDeps,
    ListTasksDeps,
    AcknowledgeTaskDeps,
    CloseTaskDeps,
    ListAuditDeps {}

export interface AdminRouterDeps extends AdminRouteDeps {
  readonly authenticate: RequestHandler;
}

/** Every route of `/admin`. */
export const adminRoutes = (deps: AdminRouteDeps): MountableRoute[] => [
  mountable(listIntegrations(deps)),
  mountable(findIntegration(deps)),
  mountable(refreshCapabilities(deps)),
  mountable(setStaffChannel(deps)),
  mountable(verifyStaffChannel(deps)),
  mountable(listTransferDestinations(deps)),
  mountable(setTransferDestinations(deps)),
  mountable(listBookings(deps)),
  ...decideBooking(deps).map(mountable),
  ...decideChange(deps).map(mountable),
  mountable(listTasks(deps)),
  mountable(acknowledgeTask(deps)),
  mountable(closeTask(deps)),
  mountable(listAudit(deps)),
];

/**
 * `/admin/*`: who asks is checked first, so that a stranger learns not even which paths there are; then role, input and
 * the accounts that the token allows. Nothing that is answered here may be kept by anything on the way.
 */
export function createAdminRouter(deps: AdminRouterDeps): Router {
  const router = Router();
  router.use(forbidStoring, deps.authenticate);
  mountRoutes(router, adminRoutes(deps));
  router.use(answerNotFound());
  return router;
}

const forbidStoring: RequestHandler = (_req, res, next) => {
  res.set('Cache-Control', 'no-store');
  next();
};
