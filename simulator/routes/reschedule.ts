import { refuseMissing } from '../http/body';
import { statement } from '../http/errors';
import type { OfficeRequest, OfficeRoute, Reply } from '../http/reply';
import { isOff } from '../state/overlap';
import { timeTakenAfter } from '../state/time-taken';
import { refuseTimes } from './new-appointment';
import { refuseWhileOffline } from './writes/check-spu';
import type { Fields } from './writes/fields';
import { judgeWrite, refuseUnknown } from './writes/judge';
import { accepted, submit } from './writes/submit';

/** At least one of them must be named; `provider_id` is demanded anyway, so it counts only if it is another one. */
const CHANGEABLE = ['date', 'time', 'length', 'operatory', 'status'];

const withoutBlanks = (fields: Fields): Record<string, string> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''));

/** Moves a visit, or changes its provider, room, length or status. */
function putAppointment(request: OfficeRequest): Reply {
  const { at } = request;
  const judged = judgeWrite(request, 'reschedule', at.profile().reschedule);
  if (!judged.ok) return judged.refusal;
  const fields = withoutBlanks(judged.fields);
  const practiceId = fields['practice_id'] ?? '';
  const visit = at.book.findVisit(request.params['id'] ?? '');
  const isKnown = visit?.practiceId === practiceId;
  const unknown = isKnown ? null : refuseUnknown(request, 'Appointment');
  const isChange = CHANGEABLE.some((name) => name in fields) || visit?.providerId !== fields['provider_id'];
  const wanted = visit !== undefined && isOff(visit) ? at.profile().wantsForOffVisits : [];
  const refusal =
    unknown ??
    refuseMissing(fields, wanted) ??
    refuseTimes(fields) ??
    (isChange ? null : statement('API1020', 'Nothing to change')) ??
    refuseWhileOffline(request);
  if (refusal !== null) return refusal;
  if (visit !== undefined && at.settings()['write.slotTaken'] === '409') {
    const isTaken = at.writes.isTaken(timeTakenAfter(visit, fields), visit.appointmentSrNo);
    if (isTaken) return statement('API2013', 'The time is taken');
  }
  const targetId = request.params['id'] ?? '';
  return submit(
    request,
    { kind: 'reschedule', method: 'PUT', practiceId, targetId, body: fields, doom: judged.doom },
    (id) => ({ ...accepted('API0007', id), isSampledAsHtml: true }),
  );
}

export const rescheduleRoutes = (): OfficeRoute[] => [
  { method: 'put', path: '/appointments/:id', credentials: 'request-key', handle: putAppointment },
];
