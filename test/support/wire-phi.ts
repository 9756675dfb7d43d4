import type { Exchange } from './recording-proxy';

/** Fields of Sikka's that say something of a patient, whatever the resource. Written from its reference, not from our code. */
const PATIENT_FIELDS = new Set(
  (
    'patient_id patient_name firstname middlename lastname preferred_name birthdate guarantor_id cell homephone ' +
    'workphone email ssn address_line1 medical_alert api_request_body'
  ).split(' '),
);

/** Lists without a patient in them: their names, numbers and addresses are the practice's own. */
const PRACTICE_LISTS = new Set(['/practices', '/providers']);

function* fieldsOf(value: unknown): Generator<readonly [string, unknown]> {
  if (Array.isArray(value)) for (const item of value) yield* fieldsOf(item);
  else if (typeof value === 'object' && value !== null) {
    for (const [name, inner] of Object.entries(value)) {
      yield [name.toLowerCase(), inner];
      yield* fieldsOf(inner);
    }
  }
}

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

const isSaid = (value: unknown): boolean => value !== null && value !== '' && value !== undefined;

/** Names of the patient fields with a value that went either way, sorted. */
export function phiOnTheWire({ path, query, requestText, responseText }: Exchange): string[] {
  if (PRACTICE_LISTS.has(path)) return [];
  const all = [...query.entries(), ...fieldsOf(parsed(requestText)), ...fieldsOf(parsed(responseText))];
  const names = all.filter(([name, value]) => PATIENT_FIELDS.has(name.toLowerCase()) && isSaid(value));
  return [...new Set(names.map(([name]) => name.toLowerCase()))].sort();
}

/** The patients whose own records came back from `/patients`, by the id of the practice's software. */
export function patientsOnTheWire(exchanges: readonly Exchange[]): Set<string> {
  const bodies = exchanges.filter(({ path }) => path === '/patients').map(({ responseText }) => parsed(responseText));
  return new Set(
    bodies.flatMap((body) =>
      [...fieldsOf(body)].filter(([name]) => name === 'patient_id').map(([, value]) => String(value)),
    ),
  );
}

/** Names, dates and numbers of everybody who came back from `/patients`: none may be said without a row. */
export function wordsOnTheWire(exchanges: readonly Exchange[]): Set<string> {
  const telling = new Set(['firstname', 'lastname', 'birthdate', 'cell', 'homephone', 'workphone', 'email']);
  const bodies = exchanges.filter(({ path }) => path === '/patients').map(({ responseText }) => parsed(responseText));
  const words = bodies.flatMap((body) =>
    [...fieldsOf(body)].filter(([name, value]) => telling.has(name) && typeof value === 'string' && value.length > 2),
  );
  return new Set(words.map(([, value]) => String(value)));
}
