import { SIKKA_LINKS } from '../http/links';
import { whereEqual } from '../http/query';
import { list, type OfficeRequest, type OfficeRoute, type Reply, type Row } from '../http/reply';
import { refuseMissingQuery } from '../http/body';

function statuses({ query, at }: OfficeRequest): Reply {
  const rows = at.office.practices.flatMap(({ practiceId }) =>
    at.profile().statuses.map(({ word }) => ({
      status: word,
      practice_id: practiceId,
      href: `${SIKKA_LINKS}/appointment_statuses`,
      practice_href: `${SIKKA_LINKS}/practices/${practiceId}`,
    })),
  );
  return list(whereEqual(rows, query, ['practice_id', 'status']), Object.keys(rows[0] ?? {}));
}

/** The second source of status words, beside `appointment_statuses`. */
function variables({ query, at }: OfficeRequest): Reply {
  const rows = at.office.practices.flatMap(({ practiceId }) => [
    ...at.profile().statuses.map(({ word }, place) => ({
      service_name: 'Appointment Status',
      value: word,
      description: word,
      practice_id: practiceId,
      service_item: String(place + 1),
    })),
    ...at
      .profile()
      .details.filter((detail) => detail.category === 'appttype')
      .map(({ item, description }) => ({
        service_name: 'Appointment Type',
        value: description,
        description,
        practice_id: practiceId,
        service_item: item,
      })),
  ]);
  const defaults = ['service_name', 'value', 'description', 'practice_id'];
  return list(whereEqual(rows, query, ['practice_id', 'service_name', 'service_item']), defaults);
}

function noteTypes({ query, at }: OfficeRequest): Reply {
  const rows = at.office.practices.flatMap(({ practiceId, custId }) =>
    at
      .profile()
      .noteTypes.map((type) => ({ type, description: '', cust_id: custId, item: '', practice_id: practiceId })),
  );
  return list(whereEqual(rows, query, ['practice_id', 'type']), Object.keys(rows[0] ?? {}));
}

/** The kinds of write are called differently on several of Sikka's pages. */
const OTHER_NAMES: Readonly<Record<string, string>> = { update_appointment: 'patch_appointment' };

/** Codes that a write wants in place of words; the value to send is `item`. */
function writebackDetails({ query, at }: OfficeRequest): Reply {
  const missing = refuseMissingQuery(query, ['writeback_type']);
  if (missing !== null) return missing;
  const asked = (query.get('writeback_type') ?? '').toLowerCase();
  const type = OTHER_NAMES[asked] ?? asked;
  const rows = at.office.practices.flatMap(({ practiceId, custId }): Row[] =>
    at
      .profile()
      .details.filter((detail) => detail.writebackType === type)
      .map(({ category, item, description }) => ({
        category,
        item,
        description,
        practice_id: practiceId,
        cust_id: custId,
      })),
  );
  return list(whereEqual(rows, query, ['category', 'practice_id', 'cust_id']), Object.keys(rows[0] ?? {}));
}

/** The practice's own words and codes. */
export const vocabularyRoutes = (): OfficeRoute[] => [
  { method: 'get', path: '/appointment_statuses', credentials: 'request-key', handle: statuses },
  { method: 'get', path: '/practice_variables', credentials: 'request-key', handle: variables },
  { method: 'get', path: '/note_types', credentials: 'request-key', handle: noteTypes },
  { method: 'get', path: '/writeback_details', credentials: 'request-key', handle: writebackDetails },
];
