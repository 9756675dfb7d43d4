import { statement } from '../http/errors';
import type { BodyReply, OfficeRequest, OfficeRoute, Reply } from '../http/reply';
import type { PmsProfile } from '../seed/profiles/profile';
import { isCalendarDate, localDateAt } from '../time';
import { refuseWhileOffline } from './writes/check-spu';
import type { Fields } from './writes/fields';
import { judgeWrite } from './writes/judge';
import { accepted, submit } from './writes/submit';

const GENDERS = ['male', 'female', 'unknown'];
const PHONES = ['cell', 'homephone', 'workphone', 'other_phone'];

function refuseValues(fields: Fields, profile: PmsProfile, today: string): BodyReply | null {
  const given = (name: string): string => fields[name] ?? '';
  if (given('birthdate') !== '') {
    if (!isCalendarDate(given('birthdate'))) return statement('API1026', 'birthdate must be yyyy-MM-dd');
    if (given('birthdate') > today) return statement('API1026', 'birthdate lies in the future');
  }
  if (given('gender') !== '' && !GENDERS.includes(given('gender').toLowerCase())) {
    return statement('API1026', 'gender is wrong');
  }
  const phone = PHONES.find((name) => given(name) !== '' && given(name).replace(/\D/g, '').length < 10);
  if (phone !== undefined) return statement('API1026', `${phone} is not a telephone number`);
  const wantsRelationship = profile.id === 'dolphin' && given('guarantor_id') !== '';
  return wantsRelationship && given('primary_relationship') === ''
    ? statement('API1020', 'Parameter primary_relationship is missing')
    : null;
}

/** Nobody is looked up: the same person posted twice becomes two patients. */
function postPatient(request: OfficeRequest): Reply {
  const { at } = request;
  const judged = judgeWrite(request, 'new-patient', at.profile().newPatient);
  if (!judged.ok) return judged.refusal;
  const { fields, doom } = judged;
  const refusal =
    refuseValues(fields, at.profile(), localDateAt(at.now(), at.zone().iana)) ?? refuseWhileOffline(request);
  if (refusal !== null) return refusal;
  const practiceId = fields['practice_id'] ?? '';
  return submit(request, { kind: 'new-patient', method: 'POST', practiceId, targetId: '', body: fields, doom }, (id) =>
    accepted('API2016', id),
  );
}

export const newPatientRoutes = (): OfficeRoute[] => [
  { method: 'post', path: '/patient', credentials: 'request-key', handle: postPatient },
];
