import express, { type ErrorRequestHandler, type Router } from 'express';
import { ZodError, z } from 'zod';
import { minutesOfClock } from '../time';
import type { World } from '../world';
import {
  frontDeskVisitSchema,
  journalQuerySchema,
  newPatientSchema,
  patientsQuerySchema,
  spuSchema,
  visitsQuerySchema,
} from './bodies';
import { loopbackOnly } from './loopback';
import { officeView, visitView, writebackView } from './views';

/** A wrong body or query answers 400 with what is wrong with it. */
const explainBadInput: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (error instanceof ZodError) response.status(400).json({ error: z.prettifyError(error) });
  else if (error instanceof SyntaxError) response.status(400).json({ error: 'The body is not JSON' });
  else next(error);
};

function addReads(router: Router, world: World): void {
  router.get('/knobs', (_request, response) => void response.json(world.knobs.current));
  router.get('/requests', (request, response) => {
    response.json({ items: world.journal.entries(journalQuerySchema.parse(request.query)) });
  });
  router.get('/practice', (_request, response) => void response.json(officeView(world)));
  router.get('/patients', (request, response) => {
    const { limit, practiceId } = patientsQuerySchema.parse(request.query);
    const all = world.book
      .patients()
      .filter((patient) => practiceId === undefined || patient.practiceId === practiceId);
    response.json({ items: all.slice(0, limit) });
  });
  router.get('/appointments', (request, response) => {
    const { date, practiceId } = visitsQuerySchema.parse(request.query);
    const visits = date === undefined ? world.store.state.visits : world.book.visitsBetween(date, date);
    const items = visits.filter((visit) => practiceId === undefined || visit.practiceId === practiceId).map(visitView);
    response.json({ items });
  });
  router.get('/writebacks', (_request, response) => {
    response.json({ items: world.store.state.writebacks.map(writebackView) });
  });
}

function addChanges(router: Router, world: World): void {
  router.put('/knobs', (request, response) => {
    const before = world.knobs.current['spu.online'];
    const merged = world.knobs.merge(request.body);
    if (merged['spu.online'] !== before) world.writes.noteSpuChange();
    response.json(merged);
  });
  router.put('/spu', (request, response) => {
    const { online } = spuSchema.parse(request.body);
    if (online !== world.knobs.current['spu.online']) world.writes.noteSpuChange();
    world.knobs.merge({ 'spu.online': online });
    response.json({ online });
  });
  router.delete('/requests', (_request, response) => {
    world.journal.clear();
    response.status(204).end();
  });
  router.post('/keys/expire', (_request, response) => void response.json({ expired: world.keys.expireAll() }));
  router.post('/reset', (_request, response) => {
    world.reset();
    response.status(204).end();
  });
}

/** What people at the practice do in their own software, beside us. */
function addFrontDesk(router: Router, world: World): void {
  router.post('/appointments', (request, response) => {
    const { time, patientId, ...visit } = frontDeskVisitSchema.parse(request.body);
    const wanted = { ...visit, startMinutes: minutesOfClock(time) };
    if (world.book.findClash(wanted) !== undefined) {
      response.status(409).json({ error: 'The provider or the operatory is taken at that time' });
      return;
    }
    const someone = world.book.patients().findLast((patient) => patient.practiceId === visit.practiceId);
    const added = world.book.add({
      ...wanted,
      patientId: patientId ?? someone?.patientId ?? '',
      type: 'General',
      description: 'Booked at the desk',
      note: '',
      source: 'front-desk',
      createdAtMs: world.now().getTime(),
    });
    response.status(201).json(visitView(added));
  });
  router.post('/patients', (request, response) => {
    const given = newPatientSchema.parse(request.body);
    const added = world.book.addPatient({
      practiceId: '1-1',
      guarantorId: '',
      firstName: 'Canary',
      middleName: '',
      lastName: 'Patient',
      preferredName: '',
      birthDate: '1990-01-02',
      gender: 'Unknown',
      status: 'Active',
      address: '1 Sample Way',
      cell: '',
      homePhone: '',
      workPhone: '',
      email: '',
      providerId: 'PRV1',
      firstVisit: '',
      lastVisit: '',
      createdDate: '',
      ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
    });
    response.status(201).json(added);
  });
}

/** The switchboard for tests and demonstrations. Not a part of Sikka. */
export function createControlRouter(world: World): Router {
  const router = express.Router();
  router.use(loopbackOnly, express.json({ strict: true }));
  router.use((_request, _response, next) => {
    world.writes.settle();
    next();
  });
  addReads(router, world);
  addChanges(router, world);
  addFrontDesk(router, world);
  router.use(explainBadInput);
  return router;
}
