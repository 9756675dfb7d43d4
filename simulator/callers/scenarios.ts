import { cancelVisit } from './scenarios/cancel-visit';
import { changesDetails } from './scenarios/change-details';
import { happy } from './scenarios/happy';
import { spanishCall } from './scenarios/in-spanish';
import { changesInSpanish } from './scenarios/in-spanish-changes';
import { newPatientInSpanish } from './scenarios/in-spanish-new-patient';
import { moveVisit } from './scenarios/move-visit';
import { newPatient } from './scenarios/new-patient';
import { officeOffline } from './scenarios/office-offline';
import { repeatedWebhook } from './scenarios/repeated-webhook';
import { slotTaken } from './scenarios/slot-taken';
import { wantsAPerson } from './scenarios/wants-a-person';
import { wrongBirthDate } from './scenarios/wrong-birth-date';
import type { Scenario } from './script';

/** The calls that can be played; the first is played when none is named. */
export const SCENARIOS: readonly [Scenario, ...Scenario[]] = [
  happy,
  slotTaken,
  officeOffline,
  wrongBirthDate,
  repeatedWebhook,
  moveVisit,
  cancelVisit,
  newPatient,
  wantsAPerson,
  changesDetails,
  spanishCall,
  changesInSpanish,
  newPatientInSpanish,
];
