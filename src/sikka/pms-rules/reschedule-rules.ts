import type { PmsSoftware } from '../../domain/pms';
import { isDentrixG6 } from './software-versions';
import type { WriteRules } from './write-rules';

const G6_ONLY = ['description', 'type', 'schedule', 'staff'];
const PLACE = ['date', 'time', 'operatory'];

/**
 * What a changed visit (`PUT /appointments/{appointment_sr_no}`) must and may hold. Dentrix G6 takes a broken visit's
 * date, time and room together only; as we do not know which visits are broken, a move there always names all three.
 */
export const rescheduleRulesOf = (pms: PmsSoftware): WriteRules =>
  isDentrixG6(pms)
    ? {
        required: ['provider_id'],
        requiredWith: PLACE.map((field) => ({ field, when: PLACE })),
        maxTextLengths: { description: 60 },
      }
    : { required: ['provider_id'], unused: G6_ONLY };
