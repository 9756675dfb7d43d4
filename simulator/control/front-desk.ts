import type { Router } from 'express';
import { minutesOfClock } from '../time';
import type { World } from '../world';
import { frontDeskVisitSchema, newPatientSchema } from './bodies';
import { officeOf } from './office-of';
import { visitView } from './views';

const SOMEBODY = {
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
} as const;

/** What people at the practice do in their own software, beside us. */
export function addFrontDesk(router: Router, world: World): void {
  router.post('/appointments', (request, response) => {
    const { time, patientId, officeId, ...visit } = frontDeskVisitSchema.parse(request.body);
    const { book } = officeOf(world, officeId);
    const wanted = { ...visit, startMinutes: minutesOfClock(time) };
    if (book.findClash(wanted) !== undefined) {
      response.status(409).json({ error: 'The provider or the operatory is taken at that time' });
      return;
    }
    const someone = book.patients().findLast((patient) => patient.practiceId === visit.practiceId);
    const booked = {
      ...wanted,
      patientId: patientId ?? someone?.patientId ?? '',
      type: 'General',
      description: 'Booked at the desk',
      note: '',
      source: 'front-desk',
    } as const;
    const added = book.addVisit(booked, world.now().getTime());
    world.keep();
    response.status(201).json(visitView(added));
  });
  router.post('/patients', (request, response) => {
    const { officeId, ...given } = newPatientSchema.parse(request.body);
    const chart = {
      ...SOMEBODY,
      ...Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
    };
    const added = officeOf(world, officeId).book.addPatient(chart, world.now().getTime());
    world.keep();
    response.status(201).json(added);
  });
}
