import type { Router } from 'express';
import type { Occurrence } from '../webhooks/events';
import type { World } from '../world';
import { fireSchema, registrationSchema } from './bodies';
import { officeOf } from './office-of';

/** The portal in which apps register for events, and a way to have one happen. */
export function addWebhooks(router: Router, world: World): void {
  router.get('/webhooks', (_request, response) => void response.json({ items: world.webhooks.views() }));
  router.post('/webhooks', (request, response) => {
    const registered = world.webhooks.register(registrationSchema.parse(request.body));
    if (registered === null) response.status(409).json({ error: 'There are two for this event and target already' });
    else response.status(201).json(registered);
  });
  router.delete('/webhooks/:id', (request, response) => {
    response.status(world.webhooks.remove(request.params.id) ? 204 : 404).end();
  });
  router.post('/webhooks/fire', (request, response) => {
    const { event, officeId, practiceId } = fireSchema.parse(request.body);
    const offices = officeId === undefined ? world.offices : [officeOf(world, officeId)];
    const occurrences = offices.flatMap(({ office }): Occurrence[] =>
      office.practices
        .filter((practice) => practiceId === undefined || practice.practiceId === practiceId)
        .map((practice) => ({ event, officeId: office.officeId, practiceId: practice.practiceId })),
    );
    response.status(202).json({ deliveries: world.webhooks.tell(occurrences) });
  });
}
