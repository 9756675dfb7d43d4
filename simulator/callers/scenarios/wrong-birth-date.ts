import { fullNameOf, MAYA, NORA, sayDate } from '../cast';
import { expectOfAnyCall } from '../expectations';
import type { Scenario, Turn } from '../script';

const WRONG_DATES = ['1988-04-13', '1987-04-12', '1988-12-04'] as const;

const guess = (birthDate: string, caller: string, assistant?: string): Turn => ({
  caller,
  asks: {
    tool: 'search-patients',
    arguments: () => ({ firstName: MAYA.firstName, lastName: MAYA.lastName, dateOfBirth: birthDate }),
  },
  ...(assistant === undefined ? {} : { assistant }),
});
const spoken = (date: string): string => sayDate(date, { withYear: true });
const [first, second, third] = WRONG_DATES;

export const wrongBirthDate: Scenario = {
  name: 'wrong-birth-date',
  title: "somebody guesses at a patient's date of birth: locked after three, and nothing was given away",
  turns: [
    {
      caller: 'Hello, when is my next visit?',
      assistant: 'May I have your full name and your date of birth?',
    },
    guess(first, `${fullNameOf(MAYA)}, ${spoken(first)}.`),
    guess(second, `Sorry, ${spoken(second)}.`),
    { meanwhile: { tells: 'In another call, somebody asks whom no office knows. The answer must be the same.' } },
    {
      caller: `I am ${fullNameOf(NORA)}, ${spoken(NORA.birthDate)}.`,
      asks: {
        tool: 'search-patients',
        arguments: () => ({ firstName: NORA.firstName, lastName: NORA.lastName, dateOfBirth: NORA.birthDate }),
        from: 'other-caller',
      },
    },
    guess(third, `Then it is ${spoken(third)}.`),
    guess(MAYA.birthDate, `Wait, ${spoken(MAYA.birthDate)}!`),
    {
      caller: 'Fine, a person then.',
      assistant: 'Of course. Somebody at the office will help you.',
    },
  ],
  afterwards: () => Promise.resolve([]),
  expects: (evidence) => {
    const { answers, bookings, isCallLocked } = evidence;
    const ownTexts = answers.filter(({ from }) => from === 'caller').map(({ text }) => text);
    const strangersText = answers.find(({ from }) => from === 'other-caller')?.text;
    const [one, two, three, right] = ownTexts;
    const isPersonOffered = (text: string | undefined): boolean => text?.includes('to a person') === true;
    return [
      {
        claim: 'a wrong date and a person whom nobody knows were answered in the same words',
        holds: one !== undefined && one === two && one === strangersText,
      },
      {
        claim: 'the third wrong date locked the call, and a person was offered',
        holds: isCallLocked && isPersonOffered(three),
      },
      { claim: 'the right date opened nothing any more', holds: three !== undefined && right === three },
      {
        claim: 'no answer named a patient, or handed out a code for one',
        holds: ownTexts.every((text) => !/\(P\d+\)/.test(text) && !text.includes(MAYA.firstName)),
      },
      { claim: 'nothing was booked', holds: bookings.length === 0 },
      ...expectOfAnyCall(evidence),
    ];
  },
};
