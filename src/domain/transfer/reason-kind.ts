import { BILLING_WORDS, EMERGENCY_WORDS, GRAVE_WORDS, SCHEDULING_WORDS, URGENT_WORDS } from './reason-words';

/** What somebody who asks for a person wants, as far as it decides who should take the call. */
export const REASON_KINDS = ['emergency', 'scheduling', 'billing', 'other'] as const;
export type ReasonKind = (typeof REASON_KINDS)[number];

/** `¿Hinchazón, y dolor?` is `| hinchazon | y dolor |`: clauses stay apart. */
const plain = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/['’`]/g, '')
    .replaceAll(/[.,;:!?¡¿()\n]+/g, ' | ')
    .replaceAll(/[^a-z0-9|]+/g, ' ')
    .trim();

const anyOf = (words: readonly string[]): RegExp => new RegExp(`(?<![a-z0-9])(?:${words.join('|')})(?![a-z0-9])`, 'g');
const [GRAVE, EMERGENCY, URGENT] = [anyOf(GRAVE_WORDS), anyOf(EMERGENCY_WORDS), anyOf(URGENT_WORDS)];
const [BILLING, SCHEDULING] = [anyOf(BILLING_WORDS), anyOf(SCHEDULING_WORDS)];

/** What may stand between a "no" and what it denies: "does not have any swelling", "no tengo mucha hinchazón". */
const FILLER =
  '(?:any|a|an|the|more|much|really|have|has|having|is|of|tiene|tengo|hay|es|ningun|ninguna|mucho|mucha|un|una|el|la)';
const DENIED = new RegExp(`(?:^| )(?:no|not|isnt|without|denies|sin|ni|nunca)(?: ${FILLER}){0,3} $`);

/** Whether a word of the list is said and not denied. */
function isSaid(list: RegExp, words: string): boolean {
  for (const { index } of words.matchAll(list)) {
    if (!DENIED.test(words.slice(0, index))) return true;
  }
  return false;
}

/**
 * What a model's free words in English or Spanish are about. In doubt an emergency: a dentist who is rung up for nothing
 * costs less than one who is not.
 */
export function reasonKindOf(text: string): ReasonKind {
  const words = plain(text);
  if (words.search(GRAVE) !== -1 || isSaid(EMERGENCY, words)) return 'emergency';
  if (isSaid(BILLING, words)) return 'billing';
  if (isSaid(SCHEDULING, words)) return 'scheduling';
  return isSaid(URGENT, words) ? 'emergency' : 'other';
}

const NAMES_OF: Readonly<Record<ReasonKind, readonly string[]>> = {
  emergency: ['urgent', 'urgency', 'high', 'critical', 'immediate', 'now', 'emergencia', 'urgente', 'urgencia', 'alta'],
  scheduling: ['appointment', 'appointments', 'schedule', 'booking', 'cita', 'citas', 'agenda'],
  billing: ['bill', 'payment', 'insurance', 'facturacion', 'pago', 'seguro'],
  other: ['otro', 'otra'],
};

/** A kind that a model has named in one word; null where it is none of ours. */
export const readReasonKind = (word: string): ReasonKind | null =>
  REASON_KINDS.find((kind) => [kind, ...NAMES_OF[kind]].includes(plain(word))) ?? null;

/** From what was named and what was said. Whoever of the two speaks of an emergency is believed. */
export function settleReasonKind(named: readonly (string | undefined)[], said: string): ReasonKind {
  const kinds = named.flatMap((word) => (word === undefined ? [] : (readReasonKind(word) ?? [])));
  const heard = reasonKindOf(said);
  if (heard === 'emergency' || kinds.includes('emergency')) return 'emergency';
  return kinds[0] ?? heard;
}
