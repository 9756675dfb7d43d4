import { happy } from './scenarios/happy';
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
  newPatient,
  wantsAPerson,
];
