import * as fc from 'fast-check';
import { AssuranceLevel } from '../identity/assurance';
import { phi, reveal } from '../phi';
import type { PmsPatient } from '../pms';
import { TOOLS, type ToolName } from '../tools';
import { FIELDS, type RecordKind } from './fields';
import { DISCLOSURE } from './table';
import { namesOf, servesAt, spokenFor, viewFor } from './view';

const CHART: PmsPatient = {
  patientId: '4001',
  practiceId: '1-1',
  guarantorId: '4000',
  firstName: 'Maya',
  middleName: 'Ines',
  lastName: 'Brightwater',
  preferredName: 'May',
  birthDate: '1988-04-12',
  status: 'Active',
  cell: '602-555-0142',
  homePhone: '',
  workPhone: '',
  email: 'maya@example.com',
  providerId: 'PRV1',
};

describe('a view of a record', () => {
  it('has what the tool may use, and nothing else is there to be read', () => {
    const view = reveal(viewFor('book-appointment', 'L2', 'patient', phi({ ...CHART, pendingName: 'x' })));
    expect(view).toEqual({ patientId: '4001', pendingName: 'x' });
    // @ts-expect-error the table does not let this tool use it
    expect(view.firstName).toBeUndefined();
  });

  it('for words has what may be spoken, and no more', () => {
    const view = reveal(spokenFor('search-patients', 'L2', 'patient', phi(CHART)));
    expect(view).toEqual({ firstName: 'Maya' });
    // @ts-expect-error compared, and not spoken
    expect(view.birthDate).toBeUndefined();
  });

  it('is empty at a level of which the table lists nothing', () => {
    expect(reveal(viewFor('book-appointment', 'L1', 'patient', phi(CHART)))).toEqual({});
    expect(reveal(spokenFor('search-patients', 'L0', 'patient', phi(CHART)))).toEqual({});
    // @ts-expect-error nobody has been found yet
    expect(reveal(spokenFor('search-patients', 'L1', 'patient', phi(CHART))).firstName).toBeUndefined();
  });

  it('whose level is known only when it runs has the fields of every level that it may be', () => {
    const level = 'L2' as 'L1' | 'L2';
    const view = reveal(spokenFor('search-patients', level, 'patient', phi(CHART)));
    // @ts-expect-error at L1 it would not be there
    expect(view.firstName).toBe('Maya');
  });

  it('stays wrapped', () => {
    expect(String(viewFor('search-patients', 'L0', 'patient', phi(CHART)))).toBe('[PHI]');
  });

  it('never has a field that the table does not list, whatever the tool, the level and the record', () => {
    const tool = fc.constantFrom(...(Object.keys(TOOLS) as ToolName[]));
    const level = fc.constantFrom(...Object.values(AssuranceLevel));
    const kind = fc.constantFrom(...(Object.keys(FIELDS) as RecordKind[]));
    const everyField = Object.values(FIELDS).flatMap((fields) => Object.keys(fields));
    const record = fc.dictionary(fc.oneof(fc.constantFrom(...everyField), fc.string()), fc.string());
    fc.assert(
      fc.property(tool, level, kind, record, (aTool, aLevel, aKind, aRecord) => {
        const { used, spoken } = DISCLOSURE[aTool][aLevel] as { used: object; spoken: object };
        const fieldsOf = (list: object): string[] => (list as Record<string, string[]>)[aKind] ?? [];
        const isListed = (list: object) => (name: string) => fieldsOf(list).includes(name);
        const view = reveal(viewFor(aTool, aLevel, aKind, phi(aRecord)));
        expect(Object.keys(view).sort()).toEqual(Object.keys(aRecord).filter(isListed(used)).sort());
        const words = reveal(spokenFor(aTool, aLevel, aKind, phi(aRecord)));
        expect(Object.keys(words).sort()).toEqual(Object.keys(aRecord).filter(isListed(spoken)).sort());
      }),
    );
  });
});

describe('the names of what is spoken', () => {
  it('are those of the audit record', () => {
    expect(namesOf('get-patient-info', 'L2', 'visit', ['count', 'date'])).toEqual([
      'appointment.count',
      'appointment.date',
    ]);
  });

  it('are not to be had for anything else', () => {
    // @ts-expect-error it may be used, and not spoken
    expect(() => namesOf('get-patient-info', 'L2', 'visit', ['operatory'])).toThrow(RangeError);
    // @ts-expect-error nothing is spoken at L1
    expect(() => namesOf('search-patients', 'L1', 'patient', ['firstName'])).toThrow(RangeError);
  });
});

describe('a tool serves', () => {
  it('from its lowest level on', () => {
    const levels = Object.values(AssuranceLevel);
    expect(levels.filter((level) => servesAt('book-appointment', level))).toEqual(['L2', 'L3']);
    expect(levels.filter((level) => servesAt('search-patients', level))).toEqual(levels);
  });
});
