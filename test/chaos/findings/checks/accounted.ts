import type { Check } from '../evidence';
import { outcomesOf, type Outcome } from '../outcomes';

const BROKEN: readonly Outcome[] = [
  'arrived, nothing done, nothing heard',
  'promised, and nothing came of it',
  'landed more than once',
];

/** Every intended write landed once, is a task, or its caller was told that it was not done. */
export const checkAccounted: Check = (evidence) =>
  [...outcomesOf(evidence)]
    .filter(([, outcome]) => BROKEN.includes(outcome))
    .map(([write, outcome]) => ({
      guarantee: 'every intended write is accounted for',
      about: `${write.callId} ${write.tool} ${write.slot ?? ''}${write.visit ?? ''} (write ${write.number})`,
      what: `${outcome}; heard: ${write.deliveries.map(({ text }) => text?.split(':')[0] ?? 'nothing').join(', ')}`,
    }));
