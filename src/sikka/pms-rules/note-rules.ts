import type { PmsSoftware } from '../../domain/pms';
import { PmsFamily, pmsFamilyOf } from '../../domain/pms-family';
import { isPlanetWeb3 } from './software-versions';
import type { WriteRules } from './write-rules';

const ALWAYS = ['patient_id', 'type', 'text'];
const BASE: WriteRules = { required: [...ALWAYS, 'date', 'provider_id'] };

const orthoTracRules = (type: string): WriteRules => {
  // Half an alert may say the opposite of the whole, so a long one is refused rather than cut.
  if (/medical/i.test(type)) return { required: [...BASE.required, 'acknowledge_type'], maxLengths: { text: 60 } };
  return /treatment/i.test(type) ? { required: [...BASE.required, 'staff'] } : BASE;
};

function rulesOfSoftware(pms: PmsSoftware, type: string): WriteRules {
  const family = pmsFamilyOf(pms);
  if (family === PmsFamily.orthoTrac) return orthoTracRules(type);
  if (family === PmsFamily.dolphin) return { required: [...BASE.required, 'user'] };
  if (isPlanetWeb3(pms)) {
    return {
      required: ALWAYS,
      unused: ['date', 'provider_id', 'description'],
      allowed: { type: ['Patient Note', 'Appointment Note'] },
    };
  }
  if (/suzy\s*dental/i.test(pms.name)) return { ...BASE, maxTextLengths: { text: 200 } };
  if (/intravet/i.test(pms.name)) {
    return { required: [...BASE.required, 'description'], maxTextLengths: { description: 40 } };
  }
  return BASE;
}

/**
 * What a note of this type (`POST /medical_notes`) must and may hold. An appointment note names its visit. A group note
 * names its transactions, which we never know, so it cannot be sent.
 */
export function noteRulesOf(pms: PmsSoftware, type: string): WriteRules {
  const rules = rulesOfSoftware(pms, type);
  const byType = [
    ...(/appointment/i.test(type) ? ['appointment_sr_no'] : []),
    ...(/group/i.test(type) ? ['transaction_sr_no'] : []),
  ];
  return { ...rules, required: [...rules.required, ...byType] };
}
