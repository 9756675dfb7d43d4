import { parseBody, refuseMissing } from '../http/body';
import { failureWith, statement, utilityOffline } from '../http/errors';
import { SIKKA_LINKS } from '../http/links';
import type { BodyReply, Reply, Route, SikkaRequest } from '../http/reply';
import { hasSpecialCharacters, stripSpecialCharacters } from '../state/special-characters';
import { isCalendarDate, isClockTime } from '../time';
import type { World } from '../world';

const REQUIRED = [
  'patient_id',
  'date',
  'time',
  'length',
  'provider_id',
  'operatory',
  'practice_id',
  'description',
] as const;
const FREE_TEXT = ['description', 'note'] as const;
const LONGEST_VISIT_MINUTES = 24 * 60;

type Fields = Record<string, string>;

function refuseForm(world: World, fields: Fields): BodyReply | null {
  const missing = refuseMissing(fields, REQUIRED);
  if (missing !== null) return missing;
  const length = Number(fields['length']);
  if (!isCalendarDate(fields['date'] ?? '')) return statement('API1026', 'date must be yyyy-mm-dd');
  if (!isClockTime(fields['time'] ?? '')) return statement('API1026', 'time must be HH:mm');
  if (!Number.isInteger(length) || length < 1 || length > LONGEST_VISIT_MINUTES) {
    return statement('API1026', 'length must be whole minutes');
  }
  if (world.book.practice(fields['practice_id'] ?? '') === undefined)
    return statement('API1026', 'practice_id is wrong');
  const how = world.knobs.current['write.specialChars'];
  if (!FREE_TEXT.some((name) => hasSpecialCharacters(fields[name] ?? ''))) return null;
  if (how === '400') return statement('API1026', 'Special characters are not allowed');
  return how === '422' ? statement('API2019', 'Special characters are not allowed') : null;
}

function cleaned(world: World, fields: Fields): Fields {
  if (world.knobs.current['write.specialChars'] !== 'stripped') return fields;
  const texts = FREE_TEXT.flatMap((name): [string, string][] => {
    const text = fields[name];
    return text === undefined ? [] : [[name, stripSpecialCharacters(text)]];
  });
  return { ...fields, ...Object.fromEntries(texts) };
}

/** The id of the write is in the text and in the link, nowhere else. */
const accepted = (id: string): BodyReply =>
  statement('API2016', `Id:${id}`, `${SIKKA_LINKS}/writeback_status?id=${id}`);

/** What the caller gets to see when the knob `write.lostAnswer` takes the answer away. */
function lostAnswer(sign: string): Reply {
  if (sign === 'reset') return { kind: 'cut' };
  return failureWith(Number(sign));
}

/** Accepted is not booked: the visit is made when the practice's utility gets to it. */
function postAppointment(world: World, request: SikkaRequest): Reply {
  const body = parseBody(request);
  if (!body.ok) return body.reply;
  const refusal = refuseForm(world, body.fields);
  if (refusal !== null) return refusal;
  const knobs = world.knobs.current;
  if (body.fields['check_spu']?.toLowerCase() === 'true' && !knobs['spu.online']) return utilityOffline();
  const fields = cleaned(world, body.fields);
  const isTwin = knobs['write.duplicate'] === 'one' && world.writes.findEqual(fields) !== undefined;
  if (knobs['write.slotTaken'] === '409' && !isTwin && world.writes.isTaken(fields)) {
    return statement('API2013', 'The time is taken');
  }
  const [fate, sign] = knobs['write.lostAnswer'].split('-');
  if (fate === 'lost') return lostAnswer(sign ?? '');
  const write = world.writes.accept(
    request.requestKey?.officeId ?? world.office.officeId,
    request.requestKey?.key.slice(0, 8) ?? '',
    fields,
  );
  return fate === 'queued' ? lostAnswer(sign ?? '') : accepted(write.id);
}

export const newAppointmentRoutes = (world: World): Route[] => [
  {
    method: 'post',
    path: '/appointment',
    credentials: 'request-key',
    handle: (request) => postAppointment(world, request),
  },
];
