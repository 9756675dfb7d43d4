import type { PmsError } from '../domain/pms-errors';
import { isLocalDate, isLocalTime } from '../domain/time/practice-time';
import { unsendableError } from './errors';

/** Fields of a write by Sikka's names. What is undefined or '' is not sent. */
export type SikkaFields = Readonly<Record<string, string | undefined>>;

/** What we were asked to send cannot be sent for this field of it, by Sikka's name; nothing was asked. */
export const unsendableField = (field: string): PmsError => ({ ...unsendableError(), field });

const MAX_LENGTH_MINUTES = 1440;

const isLengthMinutes = (value: string): boolean => /^[1-9]\d{0,3}$/.test(value) && Number(value) <= MAX_LENGTH_MINUTES;

/** The local part and host of an address, without blanks: whether there is such a mailbox is not ours to judge. */
const isEmail = (value: string): boolean => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value);

const FORMS: ReadonlyMap<string, (value: string) => boolean> = new Map([
  ['date', isLocalDate],
  ['birthdate', isLocalDate],
  ['time', isLocalTime],
  ['length', isLengthMinutes],
  ['email', isEmail],
]);

/** The first field that is not in its form: dates `yyyy-MM-dd`, times `HH:mm`, lengths in whole minutes of a day. */
export function misformedField(fields: SikkaFields): string | null {
  for (const [name, value] of Object.entries(fields)) {
    const isInForm = FORMS.get(name);
    if (isInForm !== undefined && value !== undefined && value !== '' && !isInForm(value)) return name;
  }
  return null;
}

/**
 * Whether an id may stand in a path. Sikka forbids `: # ? / \ % + =` there; dots alone would climb in the path, and
 * half a surrogate pair has no encoding.
 */
export const isPathSegment = (value: string): boolean =>
  value !== '' && !/[:#?/\\%+=\s\p{Cc}\p{Cs}]/u.test(value) && !/^\.+$/.test(value);
