import type { PmsSoftware } from '../../domain/pms';
import { PmsFamily, pmsFamilyOf } from '../../domain/pms-family';
import { isPlanetWeb3 } from './software-versions';
import type { WriteRules } from './write-rules';

const CANCELLATION = ['cancellation_code_id', 'cancellation_note'];

/** What a visit's new status (`PATCH /appointments/{appointment_sr_no}`) must and may hold besides the status. */
export function statusRulesOf(pms: PmsSoftware): WriteRules {
  const required = ['appointment_sr_no', 'value'];
  const family = pmsFamilyOf(pms);
  if (family === PmsFamily.orthoTrac) return { required: [...required, 'staff'], unused: CANCELLATION };
  if (family === PmsFamily.dolphin) {
    return { required, mayBeBlank: ['status_changed_by'], unused: ['staff', ...CANCELLATION] };
  }
  const unused = ['staff', 'status_changed_by'];
  return isPlanetWeb3(pms) ? { required, unused } : { required, unused: [...unused, ...CANCELLATION] };
}
