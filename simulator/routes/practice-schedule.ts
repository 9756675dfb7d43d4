import { SIKKA_LINKS } from '../http/links';
import { badDates, whereEqual } from '../http/query';
import { statement } from '../http/errors';
import { list, type OfficeRoute, type Reply, type Row } from '../http/reply';
import type { Knobs } from '../knobs/board';
import { isHoliday } from '../seed/hours';
import type { SeedPractice, WeekHours } from '../seed/types';
import { addDays, clockOfMinutes, datesBetween, weekStartOf } from '../time';
import type { OfficeWorld } from '../state/office-world';

const WEEKDAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const PAIRS_A_DAY = [1, 2, 3];
const DEFAULT_FIELDS = ['href', 'practice_id', 'practice_href', 'date', 'cust_id', 'resource_type', 'resource_id'];

type Format = Knobs['schedule.format'];
type ResourceType = 'practice' | 'provider' | 'operatory';

/** No source shows the forms of times, holiday flags and resource types; these are three that would be in style. */
const FLAGS: Readonly<Record<Format, readonly [no: string, yes: string]>> = {
  'HH:mm': ['False', 'True'],
  'h:mm tt': ['F', 'T'],
  ISO: ['0', '1'],
};
const typeWord = (type: ResourceType, format: Format): string =>
  format === 'HH:mm'
    ? `${type.slice(0, 1).toUpperCase()}${type.slice(1)}`
    : format === 'ISO'
      ? type.toUpperCase()
      : type;

function timeText(date: string, minutes: number | undefined, format: Format): string {
  if (minutes === undefined) return '';
  const clock = clockOfMinutes(minutes);
  if (format === 'HH:mm') return clock;
  if (format === 'ISO') return `${date}T${clock}:00`;
  const hour = Math.floor(minutes / 60);
  return `${hour % 12 === 0 ? 12 : hour % 12}:${clock.slice(3)} ${hour < 12 ? 'AM' : 'PM'}`;
}

interface Resource {
  readonly type: ResourceType;
  readonly id: string;
  readonly hours: WeekHours;
}

const resourcesOf = (practice: SeedPractice): Resource[] => [
  { type: 'practice', id: practice.practiceId, hours: practice.hours },
  ...practice.providers
    .filter((provider) => provider.isActive && provider.role !== 'staff')
    .map(({ providerId, hours }): Resource => ({ type: 'provider', id: providerId, hours })),
  ...practice.operatories
    .filter((room) => !room.isHidden)
    .map(({ operatory }): Resource => ({ type: 'operatory', id: operatory, hours: practice.hours })),
];

/** A holiday is flagged in the practice's own row only, and the hours stay beside it. */
function weekRow(at: OfficeWorld, practice: SeedPractice, resource: Resource, weekStart: string): Row {
  const format = at.settings()['schedule.format'];
  const days = WEEKDAYS.flatMap((name, weekday): [string, string][] => {
    const date = addDays(weekStart, weekday);
    const intervals = resource.hours[weekday] ?? [];
    const holiday = resource.type === 'practice' && isHoliday(at.office.seed, date);
    return [
      ...PAIRS_A_DAY.flatMap((pair): [string, string][] => [
        [`${name}_start_${pair}`, timeText(date, intervals[pair - 1]?.startMinutes, format)],
        [`${name}_end_${pair}`, timeText(date, intervals[pair - 1]?.endMinutes, format)],
      ]),
      [`${name}_holiday`, FLAGS[format][holiday ? 1 : 0]],
    ];
  });
  return {
    href: `${SIKKA_LINKS}/practice_schedule`,
    practice_id: practice.practiceId,
    practice_href: `${SIKKA_LINKS}/practices/${practice.practiceId}`,
    date: `${weekStart}T00:00:00`,
    cust_id: practice.custId,
    resource_type: typeWord(resource.type, format),
    resource_id: resource.id,
    ...Object.fromEntries(days),
  };
}

function listWeeks(at: OfficeWorld, query: URLSearchParams): Reply {
  if (badDates(query, ['date']).length > 0) return statement('API1026', 'date is invalid');
  const support = at.settings()['schedule.support'];
  if (support === 'API2004') return statement('API2004', 'The call is not in the plan');
  if (support === '204') return list([], []);
  const { firstDate, lastDate } = at.book.window();
  const wanted = query.get('date');
  const weeks = datesBetween(weekStartOf(firstDate), lastDate).filter((date) => weekStartOf(date) === date);
  const rows = weeks
    .filter((week) => wanted === null || week === wanted)
    .flatMap((week) =>
      at.office.practices.flatMap((practice) =>
        resourcesOf(practice).map((resource) => weekRow(at, practice, resource, week)),
      ),
    );
  return list(whereEqual(rows, query, ['practice_id', 'cust_id', 'resource_id', 'resource_type']), DEFAULT_FIELDS);
}

/** One row per resource and week; the weekday columns come with `fields=get_all` only. */
export const practiceScheduleRoutes = (): OfficeRoute[] => [
  {
    method: 'get',
    path: '/practice_schedule',
    credentials: 'request-key',
    handle: ({ query, at }) => listWeeks(at, query),
  },
];
