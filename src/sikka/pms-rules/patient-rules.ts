import type { PmsSoftware } from '../../domain/pms';
import { PmsFamily, pmsFamilyOf } from '../../domain/pms-family';
import type { WriteRules } from './write-rules';

const NAME = ['firstname', 'lastname'];
const REACHED_BY = ['cell', 'homephone', 'workphone', 'email'];
const ADDRESS = ['address_line1', 'address_line2', 'city', 'state', 'zipcode'];

const BASE: WriteRules = { required: [...NAME, 'provider_id'], allowed: { gender: ['male', 'female', 'unknown'] } };

const NEW_BY_FAMILY: Partial<Record<PmsFamily, WriteRules>> = {
  [PmsFamily.orthoTrac]: {
    required: [...BASE.required, 'staff', 'status', 'type', 'primary_relationship'],
    requiredWith: [{ field: 'country', when: REACHED_BY }],
    unused: [...ADDRESS, 'other_phone'],
    maxLengths: { firstname: 15, lastname: 25 },
    allowed: { gender: ['male', 'female'] },
  },
  [PmsFamily.dolphin]: {
    ...BASE,
    required: [...BASE.required, 'user'],
    requiredWith: [{ field: 'primary_relationship', when: ['guarantor_id'] }],
  },
  // Its words for gender are the practice's own list `Sex`.
  [PmsFamily.clearDent]: { required: NAME },
};

const CHANGE_BY_FAMILY: Partial<Record<PmsFamily, WriteRules>> = {
  [PmsFamily.orthoTrac]: {
    required: ['staff'],
    refused: ['language', 'mail_method'],
    maxLengths: { lastname: 20, preferred_name: 20 },
  },
  [PmsFamily.dolphin]: { required: [], unused: ['staff'], refused: ['middlename'] },
};

/** What a new patient (`POST /patient`) must and may hold. */
export const newPatientRulesOf = (pms: PmsSoftware): WriteRules => NEW_BY_FAMILY[pmsFamilyOf(pms)] ?? BASE;

/** What a change of a patient (`PATCH /patient/{patient_id}`) must and may hold; null where there is no such write. */
export const patientChangeRulesOf = (pms: PmsSoftware): WriteRules | null => CHANGE_BY_FAMILY[pmsFamilyOf(pms)] ?? null;
