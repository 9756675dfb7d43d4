import type { Route } from '../http/reply';
import type { World } from '../world';
import { appointmentStatusRoutes } from './appointment-status';
import { appointmentRoutes } from './appointments';
import { authorizedPracticeRoutes } from './authorized-practices';
import { availableSlotRoutes } from './available-slots';
import { dataSyncStatusRoutes } from './data-sync-status';
import { editPatientRoutes } from './edit-patient';
import { gated } from './gates';
import { healthCheckRoutes } from './health-check';
import { insuranceCompanyRoutes } from './insurance-companies';
import { keyRoutes } from './keys';
import { medicalNoteRoutes } from './medical-notes';
import { newAppointmentRoutes } from './new-appointment';
import { newPatientRoutes } from './new-patient';
import { operatoryRoutes } from './operatories';
import { patientRoutes } from './patients';
import { practiceEventRoutes } from './practice-events';
import { practiceLocationRoutes } from './practice-location';
import { practiceScheduleRoutes } from './practice-schedule';
import { practiceRoutes } from './practices';
import { providerRoutes } from './providers';
import { remoteCommandRoutes } from './remote-commands';
import { rescheduleRoutes } from './reschedule';
import { supportedPmsRoutes } from './supported-pmses';
import { vocabularyRoutes } from './vocabulary';
import { writebackStatusRoutes } from './writeback-status';
import { writebackRoutes } from './writebacks';

/** The calls that read or change a practice's data, all made with a request key. */
const dataRoutes = () => [
  ...practiceRoutes(),
  ...providerRoutes(),
  ...operatoryRoutes(),
  ...practiceScheduleRoutes(),
  ...vocabularyRoutes(),
  ...insuranceCompanyRoutes(),
  ...patientRoutes(),
  ...newPatientRoutes(),
  ...editPatientRoutes(),
  ...appointmentRoutes(),
  ...availableSlotRoutes(),
  ...newAppointmentRoutes(),
  ...rescheduleRoutes(),
  ...appointmentStatusRoutes(),
  ...medicalNoteRoutes(),
  ...practiceEventRoutes(),
];

/** Every call that the simulator answers. */
export const allRoutes = (world: World): Route[] => [
  ...keyRoutes(world),
  ...authorizedPracticeRoutes(world),
  ...practiceLocationRoutes(world),
  ...supportedPmsRoutes(),
  ...dataSyncStatusRoutes(world),
  ...healthCheckRoutes(world),
  ...remoteCommandRoutes(world),
  ...gated(dataRoutes(), world.store),
  ...writebackStatusRoutes(world),
  ...writebackRoutes(world),
];
