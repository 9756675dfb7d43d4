/** What the audit commands end with; the last two are EX_UNAVAILABLE and EX_CONFIG of sysexits.h. */
export const Exit = { done: 0, wrong: 1, usage: 2, unavailable: 69, config: 78 } as const;

/** Says why on standard error. @returns the code to end with */
export function endWith(code: (typeof Exit)[keyof typeof Exit], why: string): number {
  console.error(why);
  return code;
}
