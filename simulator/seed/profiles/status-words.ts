import type { Visit, VisitState } from '../types';
import type { PmsProfile, StatusWord } from './profile';

/** What a state is called where the practice has no word of its own for it. */
const NEXT_BEST: Readonly<Record<VisitState, VisitState | null>> = {
  scheduled: null,
  confirmed: 'scheduled',
  complete: 'scheduled',
  cancelled: 'broken',
  broken: 'cancelled',
};

/** The practice's word for what became of a visit: the one that was written, or its first word for the state. */
export function wordOf(profile: PmsProfile, visit: Pick<Visit, 'state' | 'statusWord'>): string {
  if (visit.statusWord !== '') return visit.statusWord;
  const first = (state: VisitState | null) => profile.statuses.find((status) => status.state === state);
  return (first(visit.state) ?? first(NEXT_BEST[visit.state]) ?? profile.statuses[0]).word;
}

/** The practice's status with that word; undefined when it has none. */
export function statusOf(profile: PmsProfile, word: string, wordCase: 'ignore-case' | 'exact'): StatusWord | undefined {
  return profile.statuses.find((status) =>
    wordCase === 'exact' ? status.word === word : status.word.toLowerCase() === word.toLowerCase(),
  );
}
