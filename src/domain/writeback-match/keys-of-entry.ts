import { findReferenceCode } from '../booking/reference-code';
import {
  movedVisitKey,
  newPatientKey,
  newVisitKey,
  patientChangeKey,
  referenceKey,
  visitStatusKey,
  type MatchKey,
} from './match-keys';
import { readEcho, type EchoFields } from './read-echo';

/** One entry of Sikka's list of write-backs, opened: its echo holds patient data. */
export interface OpenedEntry {
  readonly method: string;
  readonly apiName: string;
  readonly body: string;
}

/** How a write can be found again: the practice that it names ('' for none), and its keys. */
export interface EntryKeys {
  readonly practiceId: string;
  readonly keys: readonly MatchKey[];
}

function keysOf({ method, apiName, body }: OpenedEntry, fields: EchoFields): (MatchKey | null)[] {
  const field = (name: string): string => fields.get(name) ?? '';
  const at = { date: field('date'), time: field('time') };
  const visit = {
    ...at,
    patientId: field('patientid'),
    providerId: field('providerid'),
    operatory: field('operatory'),
  };
  const appointmentSrNo = field('appointmentsrno');
  const what = /appointment/i.test(apiName) ? 'appointment' : /patient/i.test(apiName) ? 'patient' : '';
  switch (`${method.toUpperCase()} ${what}`) {
    case 'POST appointment': {
      const code = findReferenceCode([...fields.values(), body].join(' '));
      return [code === null ? newVisitKey(visit) : referenceKey(code)];
    }
    case 'PUT appointment':
      return [movedVisitKey({ ...at, appointmentSrNo })];
    case 'PATCH appointment':
      return [visitStatusKey({ appointmentSrNo, status: field('value') || field('status') })];
    case 'POST patient':
      return [
        newPatientKey({ firstName: field('firstname'), lastName: field('lastname'), birthDate: field('birthdate') }),
      ];
    case 'PATCH patient':
      return [
        patientChangeKey({
          patientId: field('patientid'),
          firstName: field('firstname'),
          middleName: field('middlename'),
          lastName: field('lastname'),
          preferredName: field('preferredname'),
          birthDate: field('birthdate'),
          gender: field('gender'),
          language: field('language'),
          mailMethod: field('mailmethod'),
        }),
      ];
    default:
      return []; // a note, or what we never send
  }
}

/** The keys by which whoever sent this write can find it. None for what cannot be told from others. */
export function keysOfEntry(entry: OpenedEntry): EntryKeys {
  const fields = readEcho(entry.body);
  return {
    practiceId: fields.get('practiceid') ?? '',
    keys: keysOf(entry, fields).filter((key) => key !== null),
  };
}
