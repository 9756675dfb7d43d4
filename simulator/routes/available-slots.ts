import { statement } from '../http/errors';
import { badDates, whereEqual } from '../http/query';
import { list, type OfficeRoute, type Reply, type Row } from '../http/reply';
import type { TimeTaken } from '../state/overlap';
import type { OfficeWorld } from '../state/office-world';
import { freeSlotsOn, SLOT_MINUTES } from '../state/slots';
import { clockOfMinutes, datesBetween } from '../time';

const EXTRA_FIELDS = new Set(['end_time', 'time_units', 'operatory', 'sr_no', 'cust_id']);
/** Of the scheduling template: that there is one, and the length of its units. */
const TEMPLATE = {
  template_code: 'A',
  template_unit: String(SLOT_MINUTES),
  template_color: '1',
  template_type: 'Open',
};

const rowOf = (slot: TimeTaken, custId: string, place: number): Row => ({
  provider_id: slot.providerId,
  practice_id: slot.practiceId,
  date: `${slot.date}T00:00:00`,
  time: clockOfMinutes(slot.startMinutes),
  ...TEMPLATE,
  old_color: '',
  old_code: '',
  scheduled_color: '',
  scheduled_code: '',
  end_time: clockOfMinutes(slot.startMinutes + slot.lengthMinutes),
  time_units: '1',
  operatory: slot.operatory,
  sr_no: String(place + 1),
  cust_id: custId,
});

function listSlots(at: OfficeWorld, query: URLSearchParams): Reply {
  if (badDates(query, ['startdate', 'enddate']).length > 0) return statement('API1026', 'A date is invalid');
  const support = at.settings()['slots.support'];
  if (support === 'API2004') return statement('API2004', 'The call is not in the plan');
  if (support === '204' || (support === 'profile' && !at.profile().hasSlotRows)) return list([], []);
  const { firstDate, lastDate } = at.book.window();
  const [first, last] = [query.get('startdate') ?? firstDate, query.get('enddate') ?? lastDate];
  const dates = datesBetween(first > firstDate ? first : firstDate, last < lastDate ? last : lastDate);
  const rows = dates
    .flatMap((date) =>
      at.office.practices.flatMap((practice) =>
        freeSlotsOn(at, practice, date).map((slot) => ({ slot, custId: practice.custId })),
      ),
    )
    .map(({ slot, custId }, place) => rowOf(slot, custId, place));
  const found = whereEqual(rows, query, ['provider_id', 'practice_id', 'operatory']);
  return list(
    found,
    Object.keys(found[0] ?? {}).filter((field) => !EXTRA_FIELDS.has(field)),
  );
}

/** Rows of free time exist for few practice management systems; elsewhere the list is empty, and that is 204. */
export const availableSlotRoutes = (): OfficeRoute[] => [
  {
    method: 'get',
    path: '/appointments_available_slots',
    credentials: 'request-key',
    handle: ({ query, at }) => listSlots(at, query),
  },
];
