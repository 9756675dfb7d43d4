import type { RequestHandler } from 'express';

export const isLoopback = (address: string | undefined): boolean =>
  address === '::1' || (address ?? '').replace('::ffff:', '').startsWith('127.');

/** The control API has no log-in: whatever the simulator is bound to, only this machine may use it. */
export const loopbackOnly: RequestHandler = (request, response, next) => {
  if (isLoopback(request.socket.remoteAddress)) {
    next();
    return;
  }
  response.status(403).json({ error: 'The control API answers on loopback only' });
};
