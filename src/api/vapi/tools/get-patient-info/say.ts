import { speakVisitTime } from '../../../../domain/changes/visit-time';
import type { LocalDate } from '../../../../domain/pms';
import { toolText, type ToolText } from '../../../../domain/status-words';
import type { ToldVisit, ToldVisits } from '../../../../services/patient-visits-told';

const STANDS: Readonly<Record<ToldVisit['stand'], string>> = {
  'on-file': '',
  requested: ', asked for and not confirmed yet',
  'requested-earlier': ', asked for earlier and not confirmed yet',
  moving: ', kept until its new time is confirmed',
  cancelling: ', for which a cancellation is on its way',
};

/** A name that takes the room of a visit is left out. */
const MAX_NAME = 30;

export const isNameTold = (name: string | null): name is string =>
  name !== null && name !== '' && name.length <= MAX_NAME;

function visitWords({ code, visit, providerName, stand }: ToldVisit, today: LocalDate): string {
  const who = isNameTold(providerName) ? ` with ${providerName}` : '';
  return `${speakVisitTime(visit, 'en', { today })}${who}${code === null ? '' : ` (${code})`}${STANDS[stand]}`;
}

export const english = {
  /** Time, provider and code of the next visits, and nothing of what they are for. */
  visits({ told, moreCount }: ToldVisits, today: LocalDate): ToolText {
    if (told.length === 0) {
      return toolText('OK', 'there are no upcoming visits for this patient. Say so, and offer to find a time.');
    }
    const visits = told.map((visit) => visitWords(visit, today)).join('; ');
    const more = moreCount === 0 ? '' : ` And ${String(moreCount)} more after these.`;
    return toolText('OK', `upcoming visits: ${visits}.${more} Use a visit's code to move or cancel it.`);
  },
};

export type Words = typeof english;
