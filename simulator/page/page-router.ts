import express, { type RequestHandler, type Router } from 'express';
import { loopbackOnly } from '../control/loopback';
import type { World } from '../world';
import { pageOf } from './page';
import { stateView } from './state-view';
import { PAGE_CSS } from './style';

/** Nothing but our own style sheet: no script, no picture, no form, no frame around it. */
const POLICY = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const guarded: RequestHandler = (_request, response, next) => {
  response.setHeader('Content-Security-Policy', POLICY);
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Referrer-Policy', 'no-referrer');
  response.setHeader('Cache-Control', 'no-store');
  next();
};

/** The page for people who look on, at `/` and `/__sim/`, and the same as JSON at `/__sim/state`. Loopback only. */
export function createPageRouter(world: World): Router {
  const router = express.Router();
  router.get(['/', '/__sim', '/__sim/'], loopbackOnly, guarded, (_request, response) => {
    world.settle();
    response.type('html').send(pageOf(stateView(world)));
  });
  router.get('/__sim/page.css', loopbackOnly, guarded, (_request, response) => {
    response.type('css').send(PAGE_CSS);
  });
  router.get('/__sim/state', loopbackOnly, guarded, (_request, response) => {
    world.settle();
    response.json(stateView(world));
  });
  return router;
}
