import { PmsFamily } from './pms-family';

/**
 * Words that cancel a visit, best first. Each line is one meaning in the spellings of `meaningOf`; what stands in no
 * line cancels nothing as far as we know ("No show", "Cancelled late": those cost the patient something).
 */
const PLAIN = [
  ['canceled', 'cancel'],
  ['appointmentcanceled', 'canceledappointment', 'apptcanceled', 'canceledappt'],
];
const BY_PATIENT = [['canceledbypatient', 'patientcanceled', 'canceledbypt', 'ptcanceled']];
const BROKEN = [['broken', 'brokenappointment', 'brokenappt']];
const GENERAL = [...PLAIN, ...BY_PATIENT];

/** Dentrix breaks a visit to free its time; a status "Cancelled" there is the practice's own and may leave it standing. */
const BY_FAMILY: Partial<Record<PmsFamily, readonly (readonly string[])[]>> = {
  [PmsFamily.dentrix]: [...BROKEN, ...GENERAL],
  [PmsFamily.openDental]: [...GENERAL, ...BROKEN],
};

/** One form for the spellings of a word: case, spaces, dots and the second l of "cancelled" make no difference. */
const meaningOf = (word: string): string =>
  word
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')
    .replace(/cancell/g, 'cancel');

/**
 * The practice's own word that cancels a visit, spelt as the practice spells it. Only words of a closed list count, in
 * the order that the family prefers. Null when there is none, or when the best line is met by two different words: then
 * cancelling is a person's work, never a guess.
 */
export function chooseCancelWord(statusWords: readonly string[], family: PmsFamily): string | null {
  for (const line of BY_FAMILY[family] ?? GENERAL) {
    const found = statusWords.filter((word) => line.includes(meaningOf(word)));
    if (new Set(found.map(meaningOf)).size > 1) return null;
    const [word] = found;
    if (word !== undefined) return word;
  }
  return null;
}
