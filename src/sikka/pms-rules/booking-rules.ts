import type { PmsSoftware } from '../../domain/pms';
import { PmsFamily, pmsFamilyOf } from '../../domain/pms-family';
import type { WriteRules } from './write-rules';

const ALWAYS = ['patient_id', 'date', 'time', 'length', 'provider_id', 'operatory'];

/** `description` is required by the page of the call; the rows of single systems make it optional or drop it. */
const BASE: WriteRules = { required: [...ALWAYS, 'description'] };

const BY_FAMILY: Partial<Record<PmsFamily, WriteRules>> = {
  [PmsFamily.orthoTrac]: {
    required: [...ALWAYS, 'staff'],
    mayBeBlank: ['type'],
    maxTextLengths: { description: 150 },
  },
  [PmsFamily.dolphin]: {
    required: [...ALWAYS, 'user', 'type'],
    mayBeBlank: ['status'],
    unused: ['description', 'guarantor_id', 'staff'],
  },
  [PmsFamily.clearDent]: {
    required: [...ALWAYS, 'status', 'type', 'user'],
    unused: ['guarantor_id', 'staff', 'procedure_codes', 'note', 'production_type', 'is_new_patient', 'has_insurance'],
    maxTextLengths: { description: 3_000 },
  },
  [PmsFamily.planetDds]: {
    required: [...ALWAYS, 'production_type', 'is_new_patient', 'has_insurance'],
    unused: ['description'],
    maxTextLengths: { note: 3_950 },
  },
  // Its description has to be one of the practice's own list, which no text of ours is.
  [PmsFamily.cornerstone]: { required: [...ALWAYS, 'guarantor_id'], unused: ['description'] },
};

/** What a new visit (`POST /appointment`) must and may hold. */
export const bookingRulesOf = (pms: PmsSoftware): WriteRules => BY_FAMILY[pmsFamilyOf(pms)] ?? BASE;

/** Planet DDS has no description, but a note: what we have to say, our reference code included, goes there. */
export const saysDescriptionInNote = (pms: PmsSoftware): boolean => pmsFamilyOf(pms) === PmsFamily.planetDds;
