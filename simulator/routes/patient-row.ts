import { SIKKA_LINKS } from '../http/links';
import type { Row } from '../http/reply';
import type { SeedPatient } from '../seed/types';
import type { OfficeWorld } from '../state/office-world';
import { localStampAt } from '../time';

export const DEFAULT_PATIENT_FIELDS = [
  'href',
  'patient_id',
  'guarantor_id',
  'firstname',
  'middlename',
  'lastname',
  'preferred_name',
  'salutation',
  'birthdate',
  'status',
  'address_line1',
  'address_line2',
  'city',
  'state',
  'zipcode',
  'cell',
  'email',
  'first_visit',
  'last_visit',
  'provider_id',
  'practice_id',
  'primary_insurance_company_id',
  'primary_relationship',
  'subscriber_id',
  'guarantor_first_name',
  'guarantor_last_name',
  'created_date',
  'preferred_contact',
  'preferred_communication_method',
  'practice_href',
  'provider_href',
  'guarantor_href',
  'fee_no',
];

/** Of charts that are as they were seeded; those never change. */
const rows = new WeakMap<SeedPatient, Row>();

const atMidnight = (date: string): string => (date === '' ? '' : `${date}T00:00:00`);

function loadedDateOf({ changedAtMs, createdDate }: SeedPatient, zone: string): string {
  if (changedAtMs !== null) return localStampAt(new Date(changedAtMs), zone);
  return createdDate === '' ? '' : `${createdDate}T02:20:00`;
}

/** A patient as Sikka shows one. Home and work phones come with `fields` only. */
export function patientRow(patient: SeedPatient, { office, zone }: Pick<OfficeWorld, 'office' | 'zone'>): Row {
  const known = rows.get(patient);
  if (known !== undefined) return known;
  const practiceHref = `${SIKKA_LINKS}/practices/${patient.practiceId}`;
  const row: Row = {
    ...Object.fromEntries(DEFAULT_PATIENT_FIELDS.map((field) => [field, ''])),
    href: `${practiceHref}/patients/${patient.patientId}`,
    patient_id: patient.patientId,
    guarantor_id: patient.guarantorId,
    firstname: patient.firstName,
    middlename: patient.middleName,
    lastname: patient.lastName,
    preferred_name: patient.preferredName,
    birthdate: atMidnight(patient.birthDate),
    status: patient.status,
    address_line1: patient.address,
    city: 'Exampleton',
    state: office.state,
    zipcode: '00000',
    cell: patient.cell,
    email: patient.email,
    first_visit: atMidnight(patient.firstVisit),
    last_visit: atMidnight(patient.lastVisit),
    provider_id: patient.providerId,
    practice_id: patient.practiceId,
    created_date: atMidnight(patient.createdDate),
    practice_href: practiceHref,
    provider_href: `${practiceHref}/providers/${patient.providerId}`,
    guarantor_href: `${practiceHref}/guarantors/${patient.guarantorId}`,
    homephone: patient.homePhone,
    workphone: patient.workPhone,
    other_phone: '',
    extension: '',
    gender: patient.gender,
    marital_status: '',
    country: 'US',
    patient_note: '',
    medical_note: '',
    alert_note: '',
    other_note: '',
    text_alert: '',
    email_alert: '',
    voice_alert: '',
    hygienist: '',
    chart_number: '',
    cust_id: patient.practiceId.slice(2),
    loadeddate: loadedDateOf(patient, zone().iana),
  };
  if (patient.changedAtMs === null) rows.set(patient, row);
  return row;
}
