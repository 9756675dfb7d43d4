import { statement } from '../http/errors';
import type { BodyReply, OfficeRequest, OfficeRoute, Reply } from '../http/reply';
import { timeTakenBy } from '../state/time-taken';
import { isCalendarDate, isClockTime } from '../time';
import { refuseWhileOffline } from './writes/check-spu';
import { judgeWrite } from './writes/judge';
import { accepted, submit } from './writes/submit';
import type { Fields } from './writes/fields';

const LONGEST_VISIT_MINUTES = 24 * 60;

/** Refuses a date, time or length that is given in another form than a visit's. */
export function refuseTimes({ date, time, length }: Fields): BodyReply | null {
  if (date !== undefined && !isCalendarDate(date)) return statement('API1026', 'date must be yyyy-mm-dd');
  if (time !== undefined && !isClockTime(time)) return statement('API1026', 'time must be HH:mm');
  if (length === undefined) return null;
  const minutes = Number(length);
  return Number.isInteger(minutes) && minutes >= 1 && minutes <= LONGEST_VISIT_MINUTES
    ? null
    : statement('API1026', 'length must be whole minutes');
}

/** 409 where the knob `write.slotTaken` has it, unless the booking is an equal of one that is queued or done. */
function refuseTaken({ at }: OfficeRequest, fields: Fields): BodyReply | null {
  const settings = at.settings();
  if (settings['write.slotTaken'] !== '409') return null;
  const isTwin = settings['write.duplicate'] === 'one' && at.writes.findEqual(fields) !== undefined;
  return !isTwin && at.writes.isTaken(timeTakenBy(fields)) ? statement('API2013', 'The time is taken') : null;
}

/** A visit names its patient, unless the practice's software makes one out of the booking. */
function refusePatient({ at }: OfficeRequest, fields: Fields): BodyReply | null {
  if ((fields['patient_id'] ?? '') !== '' || !at.profile().booksNewPatients) return null;
  const isNew = (fields['is_new_patient'] ?? '').toLowerCase() === 'true';
  const isNamed = ['firstname', 'lastname', 'birthdate', 'phone'].every((name) => (fields[name] ?? '') !== '');
  return isNew && isNamed ? null : statement('API1026', 'patient_id, or a new patient, is missing');
}

function postAppointment(request: OfficeRequest): Reply {
  const judged = judgeWrite(request, 'new-appointment', request.at.profile().newAppointment);
  if (!judged.ok) return judged.refusal;
  const { fields, doom } = judged;
  const refusal =
    refusePatient(request, fields) ??
    refuseTimes(fields) ??
    refuseWhileOffline(request) ??
    refuseTaken(request, fields);
  if (refusal !== null) return refusal;
  const practiceId = fields['practice_id'] ?? '';
  return submit(
    request,
    { kind: 'new-appointment', method: 'POST', practiceId, targetId: '', body: fields, doom },
    (id) => accepted('API2016', id),
  );
}

export const newAppointmentRoutes = (): OfficeRoute[] => [
  { method: 'post', path: '/appointment', credentials: 'request-key', handle: postAppointment },
];
