import { statement } from '../http/errors';
import type { OfficeRequest, OfficeRoute, Reply } from '../http/reply';
import { refuseWhileOffline } from './writes/check-spu';
import { judgeWrite, refuseUnknown } from './writes/judge';
import { accepted, submit } from './writes/submit';

const NOT_AN_EDIT = ['practice_id', 'patient_id', 'check_spu', 'user', 'staff'];

/** Plain fields, and at least one of them; no telephone, e-mail or address anywhere. */
function patchPatient(request: OfficeRequest): Reply {
  const { at } = request;
  const judged = judgeWrite(request, 'edit-patient', at.profile().editPatient);
  if (!judged.ok) return judged.refusal;
  const { fields, doom } = judged;
  const practiceId = fields['practice_id'] ?? '';
  const targetId = request.params['id'] ?? '';
  const isKnown = at.book.findPatient(targetId)?.practiceId === practiceId;
  const hasEdit = Object.keys(fields).some((name) => !NOT_AN_EDIT.includes(name));
  const refusal =
    (isKnown ? null : refuseUnknown(request, 'Patient')) ??
    (hasEdit ? null : statement('API1020', 'Nothing to change')) ??
    refuseWhileOffline(request);
  if (refusal !== null) return refusal;
  return submit(request, { kind: 'edit-patient', method: 'PATCH', practiceId, targetId, body: fields, doom }, (id) => ({
    ...accepted('API0011', id),
    isSampledAsHtml: true,
  }));
}

export const editPatientRoutes = (): OfficeRoute[] => [
  { method: 'patch', path: '/patient/:id', credentials: 'request-key', handle: patchPatient },
];
