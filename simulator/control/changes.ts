import type { Router } from 'express';
import type { World } from '../world';
import { officeQuerySchema, rotateSchema, spuSchema } from './bodies';
import { officeOf } from './office-of';

/** Utilities that went away or came back by a change of settings are told so. */
function notingSpu(world: World, change: () => unknown): void {
  const before = world.offices.map((at) => at.settings()['spu.online']);
  change();
  world.offices.forEach((at, index) => {
    if (at.settings()['spu.online'] !== before[index]) at.writes.noteSpuChange();
  });
}

/** A new secret key for the office: the old one and every refresh key are dead, request keys live out their day. */
function rotateSecret(world: World, officeId: string): string {
  const secretKey = `sim-secret-${world.newKey()}`;
  world.store.office(officeId).secretKey = secretKey;
  world.keys.removeRefreshKeysOf(officeId);
  world.store.changed();
  return secretKey;
}

/** What the simulator, or a practice's utility, is told to be from now on. */
export function addChanges(router: Router, world: World): void {
  router.put('/knobs', (request, response) => {
    const { officeId } = officeQuerySchema.parse(request.query);
    if (officeId !== undefined) officeOf(world, officeId);
    let merged: unknown = null;
    notingSpu(world, () => {
      merged = world.knobs.merge(request.body, officeId);
    });
    response.json(merged);
  });
  router.put('/spu', (request, response) => {
    const { online, officeId } = spuSchema.parse(request.body);
    if (officeId !== undefined) officeOf(world, officeId);
    notingSpu(world, () => world.knobs.merge({ 'spu.online': online }, officeId));
    response.json({ online });
  });
  router.delete('/requests', (_request, response) => {
    world.journal.clear();
    response.status(204).end();
  });
  router.post('/keys/expire', (request, response) => {
    const { officeId } = officeQuerySchema.parse(request.query);
    if (officeId !== undefined) officeOf(world, officeId);
    response.json({ expired: world.keys.expireAll(officeId) });
  });
  router.post('/secret/rotate', (request, response) => {
    const { officeId } = officeOf(world, rotateSchema.parse(request.body ?? {}).officeId).office;
    response.json({ officeId, secretKey: rotateSecret(world, officeId) });
  });
  router.post('/reset', (_request, response) => {
    world.reset();
    response.status(204).end();
  });
}
