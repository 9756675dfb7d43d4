import { statement } from '../http/errors';
import { badDates, whereEqual } from '../http/query';
import { list, type BodyReply, type OfficeRequest, type OfficeRoute, type Reply } from '../http/reply';
import { isCalendarDate, localStampAt } from '../time';
import { refuseWhileOffline } from './writes/check-spu';
import type { Fields } from './writes/fields';
import { judgeWrite } from './writes/judge';
import { accepted, submit } from './writes/submit';

const DATE_COLUMNS = ['date', 'procedure_date'];

/** Notes that were written here; the seed has none. */
function listNotes({ query, at }: OfficeRequest): Reply {
  const filterOn = query.get('date_filter_on') ?? 'date';
  if (badDates(query, ['startdate', 'enddate']).length > 0) return statement('API1026', 'A date is invalid');
  if (!DATE_COLUMNS.includes(filterOn)) return statement('API1026', 'date_filter_on is invalid');
  const [first, last] = [query.get('startdate') ?? '', query.get('enddate') ?? '9999-12-31'];
  const rows = at
    .notes()
    .filter((note) => note.createdAtMs <= at.shownUpToMs())
    .map(({ noteId, fields, createdAtMs }) => {
      const stamp = localStampAt(new Date(createdAtMs), at.zone().iana);
      const date = `${fields['date'] ?? stamp.slice(0, 10)}T00:00:00`;
      return {
        patient_id: fields['patient_id'] ?? '',
        provider_id: fields['provider_id'] ?? '',
        practice_id: fields['practice_id'] ?? '',
        type: fields['type'] ?? '',
        note_type: fields['type'] ?? '',
        date,
        procedure_date: date,
        text: fields['text'] ?? '',
        description: fields['description'] ?? '',
        tooth_number: '',
        surface: '',
        transaction_sr_no: fields['transaction_sr_no'] ?? '',
        clinical_condition_id: '',
        procedure_code_id: '',
        additional_id: noteId,
        time_stamp: stamp,
      };
    })
    .filter((row) => row[filterOn === 'date' ? 'date' : 'procedure_date'].slice(0, 10) >= first)
    .filter((row) => row[filterOn === 'date' ? 'date' : 'procedure_date'].slice(0, 10) <= last);
  const found = whereEqual(rows, query, ['patient_id', 'practice_id', 'additional_id', 'note_type']);
  return list(
    found,
    Object.keys(found[0] ?? {}).filter((field) => field !== 'note_type'),
  );
}

function refuseNote({ at }: OfficeRequest, fields: Fields): BodyReply | null {
  const given = (name: string): string => fields[name] ?? '';
  if (given('date') !== '' && !isCalendarDate(given('date'))) return statement('API1026', 'date must be yyyy-mm-dd');
  if (!at.profile().noteTypes.includes(given('type'))) return statement('API1026', 'type is not a note type');
  if (given('type') === 'Appointment Note' && given('appointment_sr_no') === '') {
    return statement('API1020', 'Parameter appointment_sr_no is missing');
  }
  return given('type') === 'Group Note' && given('transaction_sr_no') === ''
    ? statement('API1020', 'Parameter transaction_sr_no is missing')
    : null;
}

function postNote(request: OfficeRequest): Reply {
  const judged = judgeWrite(request, 'medical-note', request.at.profile().medicalNote);
  if (!judged.ok) return judged.refusal;
  const { fields, doom } = judged;
  const refusal = refuseNote(request, fields) ?? refuseWhileOffline(request);
  if (refusal !== null) return refusal;
  const practiceId = fields['practice_id'] ?? '';
  return submit(request, { kind: 'medical-note', method: 'POST', practiceId, targetId: '', body: fields, doom }, (id) =>
    accepted('API2016', id),
  );
}

/** Notes on patients' charts. The plural path holds for the POST too. */
export const medicalNoteRoutes = (): OfficeRoute[] => [
  { method: 'get', path: '/medical_notes', credentials: 'request-key', handle: listNotes },
  { method: 'post', path: '/medical_notes', credentials: 'request-key', handle: postNote },
];
