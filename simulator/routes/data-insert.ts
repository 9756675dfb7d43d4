import type { ListReply } from '../http/reply';
import type { OfficeWorld } from '../state/office-world';

/** The header `Data-Insert` of the lists that carry one, as the knob `dataInsert` says. */
export function dataInsertOf(at: OfficeWorld): Pick<ListReply, 'dataInsert'> {
  const setting = at.settings().dataInsert;
  return setting === 'absent' ? {} : { dataInsert: setting };
}
