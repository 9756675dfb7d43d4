/** Everybody here is invented; telephone numbers are from the range that is kept for fiction (555-01xx). */
export interface Person {
  readonly firstName: string;
  readonly lastName: string;
  /** `YYYY-MM-DD`, as the model hands it on. */
  readonly birthDate: string;
  readonly number: string;
}

/** A patient of the simulated practice. */
export const MAYA: Person = {
  firstName: 'Maya',
  lastName: 'Brightwater',
  birthDate: '1988-04-12',
  number: '+16025550142',
};

/** Somebody whom no simulated office knows. */
export const NORA: Person = {
  firstName: 'Nora',
  lastName: 'Larkmeadow',
  birthDate: '1988-04-12',
  number: '+16025550199',
};

const SYLLABLES = 'ba del fen gor hal kin lor mer nim osk pel rin sol tav wen yor'.split(' ');
const NAME_LENGTH = 4;

/** Somebody who is new to every office: a name of the call's own, so that no demonstration meets an earlier one's. */
export function newcomerOf(callId: string): Person {
  const digits = (callId.match(/[0-9a-f]/g) ?? []).slice(-NAME_LENGTH).map((digit) => parseInt(digit, 16));
  return { ...NORA, lastName: `Lark${digits.map((digit) => SYLLABLES[digit] ?? '').join('')}` };
}

/** The practice's line, as Vapi knows it. */
export const LINE = { phoneNumberId: 'num-dev-0001', number: '+12025550101', assistantId: 'asst-demo-0001' } as const;

/** "April 12" or, with its year, "April 12, 1988". */
export function sayDate(date: string, options: { readonly withYear: boolean }): string {
  return new Intl.DateTimeFormat('en-US', {
    timeZone: 'UTC',
    month: 'long',
    day: 'numeric',
    ...(options.withYear ? { year: 'numeric' } : {}),
  }).format(Date.parse(date));
}

export const fullNameOf = ({ firstName, lastName }: Person): string => `${firstName} ${lastName}`;
