import type { OfficeWorld } from '../state/office-world';
import type { EventOffice } from './payload';

/** What events tell about a practice; null for one that is not there. */
export function describePractice(at: OfficeWorld | undefined, practiceId: string): EventOffice | null {
  const practice = at?.book.practice(practiceId);
  if (at === undefined || practice === undefined) return null;
  return {
    custId: practice.custId,
    pms: at.profile().pms,
    pmsVersion: at.profile().version,
    windowsZone: at.zone().windows,
    ianaZone: at.zone().iana,
  };
}
