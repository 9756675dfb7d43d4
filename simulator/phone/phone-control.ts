import type { Router } from 'express';
import { z } from 'zod';
import type { World } from '../world';

const controlQuerySchema = z.object({ callId: z.string().optional() });

/** What arrived at the phone, and what it is to answer. */
export function addPhone(router: Router, { phone }: World): void {
  router.get('/phone', (_request, response) => {
    response.json(phone.settings);
  });
  router.put('/phone', (request, response) => {
    response.json(phone.merge(request.body));
  });
  router.get('/texts', (_request, response) => {
    response.json({ items: phone.texts });
  });
  router.get('/control', (request, response) => {
    const { callId } = controlQuerySchema.parse(request.query);
    response.json({ items: phone.control.filter((each) => callId === undefined || each.callId === callId) });
  });
}
