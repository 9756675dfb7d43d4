import type { ChangeAnswer } from '../domain/changes/operation';
import type { ChangeStep } from '../domain/changes/steps';
import type { ChangeDesk } from './change-desk';
import { allowChangeAgain, lookUpOnce, settleChangeByHand } from './change-steps';
import type { PersonsDecision } from './human-control';
import { decideByPerson, decideUnknown } from './person-decides';

/** A person decides about a change that people make by hand, or that Sikka took and never did. */
export const decideChange = (person: PersonsDecision, change: ChangeStep, mayRetry: boolean) =>
  decideByPerson(person, (to) => settleChangeByHand({ ...change, to }), mayRetry);

/** A person decides about a change whose way nobody knows, unless it turns up meanwhile. */
export const decideUnknownChange = (
  person: PersonsDecision,
  change: ChangeStep,
  desk: ChangeDesk,
  unknown: ChangeAnswer,
) =>
  decideUnknown(person, {
    rest: () => {
      desk.reach('task', unknown);
      desk.lookOnRequest();
    },
    isAskedAgain: () => desk.isAskedAgain,
    look: async () => {
      const seen = await lookUpOnce(change);
      return seen === 'open' ? null : seen;
    },
    allowAgain: () => allowChangeAgain(change),
    settle: (to) => settleChangeByHand({ ...change, to }),
  });
