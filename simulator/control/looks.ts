import type { Router } from 'express';
import type { World } from '../world';
import { journalQuerySchema, officeQuerySchema, patientsQuerySchema, visitsQuerySchema } from './bodies';
import { officeOf } from './office-of';
import { officeView, visitView, writebackView } from './views';

/** What can be looked at. */
export function addLooks(router: Router, world: World): void {
  router.get('/knobs', (request, response) => {
    const { officeId } = officeQuerySchema.parse(request.query);
    response.json(officeId === undefined ? world.knobs.current : officeOf(world, officeId).settings());
  });
  router.get('/requests', (request, response) => {
    response.json({ items: world.journal.entries(journalQuerySchema.parse(request.query)) });
  });
  router.get('/practice', (request, response) => {
    const at = officeOf(world, officeQuerySchema.parse(request.query).officeId);
    response.json(officeView(at, world.now()));
  });
  router.get('/patients', (request, response) => {
    const { limit, practiceId, officeId } = patientsQuerySchema.parse(request.query);
    const all = officeOf(world, officeId)
      .book.patients()
      .filter((patient) => practiceId === undefined || patient.practiceId === practiceId);
    response.json({ items: all.slice(0, limit) });
  });
  router.get('/appointments', (request, response) => {
    const { date, practiceId, officeId } = visitsQuerySchema.parse(request.query);
    const { book } = officeOf(world, officeId);
    const visits = date === undefined ? book.writtenVisits() : book.visitsBetween(date, date);
    const items = visits.filter((visit) => practiceId === undefined || visit.practiceId === practiceId).map(visitView);
    response.json({ items });
  });
  router.get('/writebacks', (_request, response) => {
    response.json({ items: world.store.state.writebacks.map(writebackView) });
  });
}
