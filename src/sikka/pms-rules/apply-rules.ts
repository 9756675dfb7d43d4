import type { PmsError } from '../../domain/pms-errors';
import { err, ok, type Result } from '../../domain/result';
import { foldFreeText, shortenFreeText } from '../free-text';
import { misformedField, unsendableField, type SikkaFields } from '../send-limits';
import type { WriteRules } from './write-rules';

const FREE_TEXTS: ReadonlySet<string> = new Set(['description', 'note', 'text', 'cancellation_note']);

/** Blank is absent; free texts are folded, and cut to their limit. */
function toSend(fields: SikkaFields, { unused = [], maxTextLengths = {} }: WriteRules): Record<string, string> {
  const sent: Record<string, string> = {};
  for (const [name, value = ''] of Object.entries(fields)) {
    const maxLength = maxTextLengths[name] ?? Infinity;
    const text = FREE_TEXTS.has(name) ? shortenFreeText(foldFreeText(value), maxLength) : value;
    if (text.trim() !== '' && !unused.includes(name)) sent[name] = text;
  }
  return sent;
}

/** The field that keeps the write from being sent, or null. */
function obstacleIn(sent: Readonly<Record<string, string>>, rules: WriteRules): string | null {
  const has = (name: string): boolean => sent[name] !== undefined;
  const companions = (rules.requiredWith ?? []).filter(({ when }) => when.some(has)).map(({ field }) => field);
  const missing = [...rules.required, ...companions].find((name) => !has(name));
  const refused = (rules.refused ?? []).find(has);
  const tooLong = Object.entries(rules.maxLengths ?? {}).find(([name, max]) => (sent[name] ?? '').length > max)?.[0];
  const unknown = Object.entries(rules.allowed ?? {}).find(
    ([name, values]) => sent[name] !== undefined && !values.includes(sent[name]),
  )?.[0];
  return missing ?? refused ?? tooLong ?? unknown ?? misformedField(sent);
}

/** What goes out of these fields under the rules, or the first field for which nothing may. */
export function applyRules(fields: SikkaFields, rules: WriteRules): Result<Record<string, string>, PmsError> {
  const sent = toSend(fields, rules);
  const obstacle = obstacleIn(sent, rules);
  if (obstacle !== null) return err(unsendableField(obstacle));
  for (const name of rules.mayBeBlank ?? []) sent[name] ??= '';
  return ok(sent);
}
