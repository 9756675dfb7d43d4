import type { Route } from '../http/reply';
import type { World } from '../world';
import { appointmentRoutes } from './appointments';
import { keyRoutes } from './keys';
import { newAppointmentRoutes } from './new-appointment';
import { officeRoutes } from './offices';
import { patientRoutes } from './patients';
import { practiceScheduleRoutes } from './practice-schedule';
import { practiceRoutes } from './practices';
import { supportedPmsRoutes } from './supported-pmses';
import { writebackRoutes } from './writebacks';

/** Every call that the simulator answers. */
export const allRoutes = (world: World): Route[] => [
  ...keyRoutes(world),
  ...officeRoutes(world),
  ...supportedPmsRoutes(),
  ...practiceRoutes(world),
  ...practiceScheduleRoutes(world),
  ...patientRoutes(world),
  ...appointmentRoutes(world),
  ...newAppointmentRoutes(world),
  ...writebackRoutes(world),
];
