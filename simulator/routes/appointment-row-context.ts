import type { Visit } from '../seed/types';
import type { OfficeWorld } from '../state/office-world';
import { localDateAt } from '../time';
import type { RowContext } from './appointment-row';

/** What the row of a visit tells besides the visit, for any visit of the office. */
export function rowContextOf(at: OfficeWorld): (visit: Visit) => RowContext {
  const shownUpToMs = at.shownUpToMs();
  const roles = new Map(
    at.office.practices.flatMap(({ providers }) => providers.map((one) => [one.providerId, one.role] as const)),
  );
  const shared = {
    today: localDateAt(at.now(), at.zone().iana),
    zone: at.zone().iana,
    cancelledForm: at.settings()['appts.cancelledForm'],
    profile: at.profile(),
    isHygienist: (providerId: string) => roles.get(providerId) === 'hygienist',
  };
  return (visit) => ({ ...shared, patient: at.book.findPatient(visit.patientId, shownUpToMs) });
}
