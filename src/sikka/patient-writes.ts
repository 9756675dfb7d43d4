import { reveal, type Phi } from '../domain/phi';
import { toTenDigits } from '../domain/phones/e164';
import type { LocalDate, PmsSoftware } from '../domain/pms';
import type { PmsError } from '../domain/pms-errors';
import type { PmsNewPatient, PmsPatientChange } from '../domain/pms-writes';
import { err, ok, type Result } from '../domain/result';
import { readAcceptedUpdate } from './accepted-update';
import { readAcceptedWrite, type AcceptedWrite } from './accepted-write';
import type { SikkaCalls } from './calls';
import { unsendableError } from './errors';
import { foldName } from './free-text';
import { applyRules } from './pms-rules/apply-rules';
import { newPatientRulesOf, patientChangeRulesOf } from './pms-rules/patient-rules';
import { PMS_FIELD } from './pms-rules/write-rules';
import type { SikkaReply } from './reply';
import { unsendableField, type SikkaFields } from './send-limits';
import { sendWrite, type WriteContext } from './send-write';

type SendableFields = Result<Record<string, string>, PmsError>;

/** Each field in the form that may be sent, or the first that has none. Blank is absent. */
function convert(fields: SikkaFields, toForm: (value: string) => string | null): SendableFields {
  const converted: Record<string, string> = {};
  for (const [name, value = ''] of Object.entries(fields)) {
    if (value.trim() === '') continue;
    const form = toForm(value);
    if (form === null) return err(unsendableField(name));
    converted[name] = form;
  }
  return ok(converted);
}

const UNKNOWN_GENDER = 'unknown';

/** `unknown` says nothing, so it is left out where it is not among the words. */
const genderFor = (gender: string | undefined, words: readonly string[] | undefined): string | undefined => {
  if (gender === undefined || words === undefined) return gender;
  const word = gender.toLowerCase();
  return word === UNKNOWN_GENDER && !words.includes(word) ? undefined : word;
};

function newPatientFields(patient: PmsNewPatient, pms: PmsSoftware, today: LocalDate): SendableFields {
  if (patient.birthDate !== undefined && patient.birthDate > today) return err(unsendableField('birthdate'));
  const rules = newPatientRulesOf(pms);
  const names = convert(
    {
      firstname: patient.firstName,
      lastname: patient.lastName,
      address_line1: patient.addressLine1,
      address_line2: patient.addressLine2,
      city: patient.city,
    },
    foldName,
  );
  if (!names.ok) return names;
  const phones = convert(
    {
      cell: patient.cell,
      homephone: patient.homePhone,
      workphone: patient.workPhone,
      other_phone: patient.otherPhone,
    },
    toTenDigits,
  );
  if (!phones.ok) return phones;
  const { isGuarantorExisting } = patient;
  const fields: SikkaFields = {
    ...names.value,
    ...phones.value,
    provider_id: patient.providerId,
    birthdate: patient.birthDate,
    email: patient.email,
    gender: genderFor(patient.gender, rules.allowed?.['gender']),
    state: patient.state,
    zipcode: patient.zipCode,
    country: patient.country,
    guarantor_id: patient.guarantorId,
    is_guarantor_exist: isGuarantorExisting === undefined ? undefined : String(isGuarantorExisting),
    primary_relationship: patient.primaryRelationship,
    staff: patient.staff,
    user: patient.user,
    status: patient.status,
    type: patient.type,
  };
  return applyRules(fields, rules);
}

/**
 * Asks for a new patient. No check for duplicates is documented, so look first. Names and addresses go out in plain
 * letters, digits and spaces, phones as ten digits. Accepted means queued. Sent once; see `sendWrite`.
 *
 * @param today on the practice's calendar: nobody is born after it
 */
export const postPatient =
  (calls: SikkaCalls) =>
  (context: WriteContext, wrapped: Phi<PmsNewPatient>, today: LocalDate): Promise<SikkaReply<AcceptedWrite>> =>
    sendWrite(calls, context, {
      method: 'POST',
      endpoint: '/patient',
      fields: newPatientFields(reveal(wrapped), context.pms, today),
      read: readAcceptedWrite,
    });

function patientChangeFields(change: PmsPatientChange, pms: PmsSoftware, today: LocalDate): SendableFields {
  const rules = patientChangeRulesOf(pms);
  if (rules === null) return err(unsendableField(PMS_FIELD));
  if (change.birthDate !== undefined && change.birthDate > today) return err(unsendableField('birthdate'));
  const names = convert(
    {
      firstname: change.firstName,
      middlename: change.middleName,
      lastname: change.lastName,
      preferred_name: change.preferredName,
    },
    foldName,
  );
  if (!names.ok) return names;
  const { birthDate, gender, language, mailMethod } = change;
  const asked = { ...names.value, birthdate: birthDate, gender, language, mail_method: mailMethod };
  const isEmpty = Object.values(asked).every((value = '') => value.trim() === '');
  return isEmpty ? err(unsendableError()) : applyRules({ ...asked, staff: change.staff }, rules);
}

/**
 * Asks for a change of a patient, which OrthoTrac and Dolphin take and no other software; there is no field for phones,
 * e-mail or address. Accepted means queued. Sent once; see `sendWrite`.
 *
 * @param today on the practice's calendar
 */
export const patchPatient =
  (calls: SikkaCalls) =>
  (context: WriteContext, wrapped: Phi<PmsPatientChange>, today: LocalDate): Promise<SikkaReply<AcceptedWrite>> => {
    const change = reveal(wrapped);
    return sendWrite(calls, context, {
      method: 'PATCH',
      endpoint: '/patient/{patient_id}',
      pathParams: { patient_id: change.patientId },
      fields: patientChangeFields(change, context.pms, today),
      read: readAcceptedUpdate(change.patientId),
    });
  };
