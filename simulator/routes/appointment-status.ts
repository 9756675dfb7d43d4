import { statement } from '../http/errors';
import type { OfficeRequest, OfficeRoute, Reply } from '../http/reply';
import { statusOf } from '../seed/profiles/status-words';
import { refuseWhileOffline } from './writes/check-spu';
import type { Fields } from './writes/fields';
import { judgeWrite, refuseUnknown } from './writes/judge';
import { accepted, submit } from './writes/submit';

const PATH = '/appointment_status';

/** A status is replaced and nothing else; the path's number and the body's have to agree. */
function refuseOperation(request: OfficeRequest, fields: Fields): Reply | null {
  const named = fields['appointment_sr_no'] ?? '';
  if (named !== '' && named !== request.params['id']) return statement('API1026', 'appointment_sr_no is wrong');
  if (fields['op'] !== 'replace') return statement('API1026', 'op must be replace');
  return fields['path'] === PATH ? null : statement('API1026', `path must be ${PATH}`);
}

/** Sets the status of a visit: confirms it, or cancels it, by one of the practice's own words. */
function patchAppointment(request: OfficeRequest): Reply {
  const { at } = request;
  const judged = judgeWrite(request, 'status', at.profile().status);
  if (!judged.ok) return judged.refusal;
  const { fields, doom } = judged;
  const refusal = refuseOperation(request, fields);
  if (refusal !== null) return refusal;
  const practiceId = fields['practice_id'] ?? '';
  const targetId = request.params['id'] ?? '';
  const isKnown = at.book.findVisit(targetId)?.practiceId === practiceId;
  const unknown = isKnown ? null : refuseUnknown(request, 'Appointment');
  if (unknown !== null) return unknown;
  const settings = at.settings();
  if (statusOf(at.profile(), fields['value'] ?? '', settings['status.wordCase']) === undefined) {
    if (settings['status.words'] === '400') return statement('API1026', 'value is not a status of the practice');
    if (settings['status.words'] === 'API0008') {
      return { ...statement('API0008', 'The status is not one of the practice'), isSampledAsHtml: true };
    }
  }
  const offline = refuseWhileOffline(request);
  if (offline !== null) return offline;
  return submit(request, { kind: 'status', method: 'PATCH', practiceId, targetId, body: fields, doom }, (id) => ({
    ...accepted('API0007', id),
    isSampledAsHtml: true,
  }));
}

export const appointmentStatusRoutes = (): OfficeRoute[] => [
  { method: 'patch', path: '/appointments/:id', credentials: 'request-key', handle: patchAppointment },
];
