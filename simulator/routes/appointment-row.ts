import { SIKKA_LINKS } from '../http/links';
import type { Row } from '../http/reply';
import type { Knobs } from '../knobs/board';
import { DAYS_AHEAD } from '../seed/calendar';
import type { PmsProfile } from '../seed/profiles/profile';
import { wordOf } from '../seed/profiles/status-words';
import type { SeedPatient, Visit } from '../seed/types';
import { isOff } from '../state/overlap';
import { addDays, clockOfMinutes, localDateAt, localStampAt } from '../time';

const EXTRA_FIELDS = new Set([
  'operatory',
  'cancelled',
  'cancelled_date',
  'hygienist',
  'is_confirmed',
  'confirmed_on_date',
  'last_changed_date',
  'arrival_status',
  'arrival_time',
  'location',
  'cust_id',
  'loadeddate',
]);

export interface RowContext {
  /** Practice-local date: visits before it are over. */
  readonly today: string;
  readonly zone: string;
  readonly cancelledForm: Knobs['appts.cancelledForm'];
  readonly profile: PmsProfile;
  readonly patient: SeedPatient | undefined;
  readonly isHygienist: (providerId: string) => boolean;
}

/** No source shows what `cancelled` holds; under `status-only` only the status word tells. */
function cancelledFields(visit: Visit, form: Knobs['appts.cancelledForm']): Row {
  if (form === 'status-only' || form === 'removed') return { cancelled: '', cancelled_date: '' };
  const no = { True: 'False', T: 'F', '1': '0' }[form];
  return isOff(visit)
    ? { cancelled: form, cancelled_date: `${visit.cancelledDate || visit.madeDate}T00:00:00` }
    : { cancelled: no, cancelled_date: '' };
}

/** A visit as Sikka shows one; operatory and cancellation come with `fields` only. */
export function appointmentRow(visit: Visit, context: RowContext): Row {
  const practiceHref = `${SIKKA_LINKS}/practices/${visit.practiceId}`;
  const madeAt = `${visit.madeDate}T00:00:00`;
  const changedAt =
    visit.changedAtMs === null ? madeAt : `${localDateAt(new Date(visit.changedAtMs), context.zone)}T00:00:00`;
  const isOver = visit.date < context.today && !isOff(visit);
  return {
    href: `${practiceHref}/appointments/${visit.appointmentSrNo}`,
    appointment_sr_no: visit.appointmentSrNo,
    patient_id: visit.patientId,
    guarantor_id: context.patient?.guarantorId ?? '',
    provider_id: visit.providerId,
    practice_id: visit.practiceId,
    date: `${visit.date}T00:00:00`,
    time: clockOfMinutes(visit.startMinutes),
    length: String(visit.lengthMinutes),
    status: wordOf(context.profile, isOver ? { state: 'complete', statusWord: '' } : visit),
    type: visit.type,
    description: visit.description,
    note: visit.note,
    amount: '0.0000',
    appointment_made_date: madeAt,
    patient_name: context.patient === undefined ? '' : `${context.patient.firstName} ${context.patient.lastName}`,
    guarantor_name: '',
    ...Object.fromEntries(
      [1, 2, 3].flatMap((number) => [
        [`procedure_code${number}`, ''],
        [`procedure_code${number}_amount`, '0'],
        [`procedure_code${number}_time`, '0'],
      ]),
    ),
    surface_quadrant: '',
    surface_quadrant_type: '',
    patient_href: `${practiceHref}/patients/${visit.patientId}`,
    practice_href: practiceHref,
    provider_href: `${practiceHref}/providers/${visit.providerId}`,
    operatory: visit.operatory,
    ...cancelledFields(visit, context.cancelledForm),
    hygienist: context.isHygienist(visit.providerId) ? visit.providerId : '',
    is_confirmed: visit.state === 'confirmed' ? 'True' : 'False',
    confirmed_on_date: '',
    last_changed_date: changedAt,
    arrival_status: '',
    arrival_time: '',
    location: '',
    cust_id: visit.practiceId.slice(2),
    loadeddate:
      visit.changedAtMs === null
        ? `${addDays(visit.date, -DAYS_AHEAD)}T00:00:00`
        : localStampAt(new Date(visit.changedAtMs), context.zone),
  };
}

export const isDefaultField = (field: string): boolean => !EXTRA_FIELDS.has(field);
