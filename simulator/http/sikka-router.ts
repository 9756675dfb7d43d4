import express, { type ErrorRequestHandler, type Router } from 'express';
import type { World } from '../world';
import { renderBody } from './answer';
import { statement } from './errors';
import { sendRendered } from './rendered';
import type { Route } from './reply';
import { serve } from './serve';

/** A body that cannot be taken at all, such as one that is too long. */
const unreadable =
  (world: World): ErrorRequestHandler =>
  (_error: unknown, request, response, _next) => {
    const reply = statement('API1026', 'The request cannot be read');
    sendRendered(request, response, renderBody(reply, world.knobs.current));
  };

/**
 * The Sikka side of the simulator; everything that is not in the table answers 404 API2009.
 *
 * @param closing ends what still waits when the simulator ends
 */
export function createSikkaRouter(world: World, routes: readonly Route[], closing: AbortSignal): Router {
  const router = express.Router({ caseSensitive: true });
  router.use(express.text({ type: () => true, limit: '100kb' }));
  for (const route of routes) {
    router[route.method](route.path, (request, response) => serve(world, route, request, response, closing));
  }
  router.use((request, response) => serve(world, null, request, response, closing));
  router.use(unreadable(world));
  return router;
}
