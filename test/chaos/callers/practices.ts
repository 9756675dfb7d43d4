/** One of the simulator's practices, and the Vapi number that leads to it. */
export interface CalledPractice {
  readonly officeId: string;
  readonly practiceId: string;
  readonly phoneNumberId: string;
}

export const PRACTICES: readonly [CalledPractice, ...CalledPractice[]] = [
  { officeId: 'D00001', practiceId: '1-1', phoneNumberId: 'num-dev-0001' },
  { officeId: 'D00001', practiceId: '1-2', phoneNumberId: 'num-dev-0002' },
  { officeId: 'E00001', practiceId: '1-1', phoneNumberId: 'num-dev-0003' },
];

export const OFFICE_IDS = [...new Set(PRACTICES.map(({ officeId }) => officeId))];
