import express, { type ErrorRequestHandler, type Router } from 'express';
import { ZodError, z } from 'zod';
import { addPhone } from '../phone/phone-control';
import type { World } from '../world';
import { addChanges } from './changes';
import { addFrontDesk } from './front-desk';
import { addLooks } from './looks';
import { loopbackOnly } from './loopback';
import { UnknownOffice } from './office-of';
import { addWebhooks } from './webhooks';

/** A wrong body or query answers 400 with what is wrong with it. */
const explainBadInput: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (error instanceof ZodError) response.status(400).json({ error: z.prettifyError(error) });
  else if (error instanceof UnknownOffice) response.status(404).json({ error: error.message });
  else if (error instanceof SyntaxError) response.status(400).json({ error: 'The body is not JSON' });
  else next(error);
};

/** The switchboard for tests and demonstrations. Not a part of Sikka. */
export function createControlRouter(world: World): Router {
  const router = express.Router();
  router.use(loopbackOnly, express.json({ strict: true }));
  router.use((_request, _response, next) => {
    world.settle();
    world.keep();
    next();
  });
  addLooks(router, world);
  addChanges(router, world);
  addFrontDesk(router, world);
  addWebhooks(router, world);
  addPhone(router, world);
  router.use(explainBadInput);
  return router;
}
