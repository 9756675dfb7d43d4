import * as fc from 'fast-check';
import { referenceCode } from '../booking/reference-code';
import { keysOfEntry } from './keys-of-entry';
import {
  movedVisitKey,
  newPatientKey,
  newVisitKey,
  patientChangeKey,
  referenceKey,
  visitStatusKey,
  type MatchKey,
} from './match-keys';

type Fields = Readonly<Record<string, string>>;

/** No source shows an echo: every way in which one may be written. */
const ECHOES: Readonly<Record<string, (fields: Fields) => string>> = {
  'an encoded form': (fields) => new URLSearchParams(fields).toString(),
  'an encoded form with %20': (fields) => new URLSearchParams(fields).toString().replaceAll('+', '%20'),
  'a bare form': (fields) =>
    Object.entries(fields)
      .map(([name, value]) => `${name}=${value}`)
      .join('&'),
  'a list of fields': (fields) =>
    `{${Object.entries(fields)
      .map(([name, value]) => `${name}=${value}`)
      .join(', ')}}`,
  JSON: (fields) => JSON.stringify(fields),
  'JSON in an array': (fields) => JSON.stringify([fields]),
  'JSON in Pascal case': (fields) =>
    JSON.stringify(
      Object.fromEntries(
        Object.entries(fields).map(([name, value]) => [
          name.replace(/(^|_)([a-z])/g, (_, __, letter: string) => letter.toUpperCase()),
          value,
        ]),
      ),
    ),
};

const PRACTICE = { request_key: 'abcd', practice_id: '1-1' };
const VISIT = { patient_id: '4201', date: '2031-03-10', time: '09:30', provider_id: 'PRV1', operatory: 'OP1' };
const OUR_VISIT = { patientId: '4201', date: '2031-03-10', time: '09:30', providerId: 'PRV1', operatory: 'OP1' };
const CODE = referenceCode(Uint8Array.from([1, 2, 3, 4, 5]));

const WRITES: readonly (readonly [string, { method: string; apiName: string; fields: Fields }, MatchKey | null])[] = [
  [
    'a new visit by its code',
    {
      method: 'POST',
      apiName: 'appointment',
      fields: { ...PRACTICE, ...VISIT, length: '60', description: `Cleaning ${CODE}` },
    },
    referenceKey(CODE),
  ],
  [
    'a new visit whose code stands in the note',
    { method: 'POST', apiName: 'appointments', fields: { ...PRACTICE, ...VISIT, note: `Cleaning ${CODE} please` } },
    referenceKey(CODE),
  ],
  [
    'a new visit without a description',
    { method: 'post', apiName: 'appointment', fields: { ...PRACTICE, ...VISIT, type: '12' } },
    newVisitKey(OUR_VISIT),
  ],
  [
    'a visit that moves',
    {
      method: 'PUT',
      apiName: 'appointment',
      fields: { appointment_sr_no: '81001', ...PRACTICE, date: '2031-03-11T00:00:00', time: '9:30', provider_id: 'X' },
    },
    movedVisitKey({ appointmentSrNo: '81001', date: '2031-03-11', time: '09:30' }),
  ],
  [
    'a cancellation',
    {
      method: 'PATCH',
      apiName: 'appointment',
      fields: { appointment_sr_no: '81001', ...PRACTICE, op: 'replace', path: '/appointment_status', value: 'Broken' },
    },
    visitStatusKey({ appointmentSrNo: '81001', status: 'Broken' }),
  ],
  [
    'a new patient, however the name was folded to be sent',
    {
      method: 'POST',
      apiName: 'patient',
      fields: { ...PRACTICE, firstname: 'Zoe', lastname: 'OQuill Nunez', birthdate: '1990-01-02' },
    },
    newPatientKey({ firstName: 'Zoë', lastName: 'O’Quill-Núñez', birthDate: '1990-01-02' }),
  ],
  [
    'an entry in a chart, in whatever order its fields come',
    {
      method: 'PATCH',
      apiName: 'patient',
      fields: { staff: 'S1', lastname: 'Brightwater', patient_id: '4201', ...PRACTICE, firstname: 'Maya' },
    },
    patientChangeKey({ patientId: '4201', firstName: 'Maya', lastName: 'Brightwater' }),
  ],
];

describe.each(Object.entries(ECHOES))('an echo that is %s', (_form, write) => {
  it.each(WRITES)('gives the key of %s', (_name, { fields, ...entry }, key) => {
    expect(key).not.toBeNull();
    expect(keysOfEntry({ ...entry, body: write(fields) })).toEqual({ practiceId: '1-1', keys: [key] });
  });
});

describe('the keys of an entry', () => {
  const visitEntry = (changes: Fields) =>
    keysOfEntry({
      method: 'POST',
      apiName: 'appointment',
      body: new URLSearchParams({ ...VISIT, ...changes }).toString(),
    }).keys;

  it.each(Object.keys(VISIT))('tell visits apart that differ in their %s alone', (field) => {
    const other = field === 'time' ? '10:30' : field === 'date' ? '2031-03-12' : 'another';
    expect(visitEntry({ [field]: other })).not.toEqual([newVisitKey(OUR_VISIT)]);
  });

  it.each(Object.keys(VISIT))('are none where the %s is missing, rather than one that fits many', (field) => {
    expect(visitEntry({ [field]: '' })).toEqual([]);
  });

  it.each([
    ['POST', 'medical_notes'],
    ['DELETE', 'appointment'],
  ])('are none for %s %s', (method, apiName) => {
    const body = new URLSearchParams({ ...VISIT, appointment_sr_no: '1' }).toString();
    expect(keysOfEntry({ method, apiName, body }).keys).toEqual([]);
  });

  it('name no practice where the echo names none', () => {
    expect(keysOfEntry({ method: 'POST', apiName: 'patient', body: 'a=b' })).toEqual({ practiceId: '', keys: [] });
  });

  it('can be asked for of any text at all', () => {
    const method = fc.constantFrom('POST', 'PUT', 'PATCH', '');
    const apiName = fc.constantFrom('appointment', 'patient', 'patients', '');
    fc.assert(
      fc.property(method, apiName, fc.string({ unit: 'grapheme' }), (...[theMethod, theName, body]) => {
        expect(keysOfEntry({ method: theMethod, apiName: theName, body }).keys.length).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('find a visit again whatever its ids are, in a form or in JSON', () => {
    const word = fc.stringMatching(/^[A-Za-z0-9._-]{1,12}$/).filter((text) => !/PRL/i.test(text));
    fc.assert(
      fc.property(word, word, word, fc.boolean(), (patientId, providerId, operatory, isJson) => {
        const fields = { ...VISIT, patient_id: patientId, provider_id: providerId, operatory };
        const body = isJson ? JSON.stringify(fields) : new URLSearchParams(fields).toString();
        const { keys } = keysOfEntry({ method: 'POST', apiName: 'appointment', body });
        expect(keys).toEqual([newVisitKey({ ...OUR_VISIT, patientId, providerId, operatory })]);
      }),
    );
  });
});
