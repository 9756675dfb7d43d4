import { refuseMissing } from '../../http/body';
import { statement } from '../../http/errors';
import type { BodyReply } from '../../http/reply';
import type { Knobs } from '../../knobs/board';
import type { FieldRules, PmsProfile } from '../../seed/profiles/profile';
import { hasSpecialCharacters, stripSpecialCharacters } from '../../state/special-characters';
import { NO_OBJECTION, objection, type Verdict } from './unsupported';

export type Fields = Readonly<Record<string, string>>;

/** The free text of all writes: where special characters are in question. */
const FREE_TEXT = ['description', 'note', 'text'];

const isGiven = (value: string | undefined): boolean => value !== undefined && value !== '';

function refuseForm(rules: FieldRules, fields: Fields): BodyReply | null {
  const missing = refuseMissing(fields, rules.required);
  if (missing !== null) return missing;
  const absent = rules.mayBeBlank.find((name) => fields[name] === undefined);
  if (absent !== undefined) return statement('API1020', `Parameter ${absent} is missing`);
  const long = Object.entries(rules.longest).find(([name, most]) => (fields[name] ?? '').length > most);
  return long === undefined ? null : statement('API1026', `${long[0]} is longer than ${long[1]} characters`);
}

/** Codes of the practice's software are not words: `writeback_details` lists them. */
function refuseCodes({ coded }: FieldRules, fields: Fields, { details }: PmsProfile): BodyReply | null {
  const wrong = Object.entries(coded).find(
    ([name, category]) =>
      isGiven(fields[name]) && !details.some((one) => one.category === category && one.item === fields[name]),
  );
  return wrong === undefined ? null : statement('API1026', `${wrong[0]} is not one of ${wrong[1]}`);
}

function judgeUnsupported(rules: FieldRules, fields: Fields, settings: Readonly<Knobs>): Verdict {
  const how = settings['write.unsupportedField'];
  const field = rules.unsupported.find((name) => isGiven(fields[name]));
  return field === undefined || how === 'ignored' ? NO_OBJECTION : objection(how, `${field} is not supported`);
}

function judgeTexts(fields: Fields, settings: Readonly<Knobs>): Verdict {
  const how = settings['write.specialChars'];
  if (how === 'stored' || how === 'stripped') return NO_OBJECTION;
  const isClean = !FREE_TEXT.some((name) => hasSpecialCharacters(fields[name] ?? ''));
  return isClean ? NO_OBJECTION : objection(how, 'Special characters are not allowed');
}

/** What the practice's software gets of the fields: none that it has no place for, texts as the knob says. */
function keptOf(rules: FieldRules, fields: Fields, settings: Readonly<Knobs>): Record<string, string> {
  const strips = settings['write.specialChars'] === 'stripped';
  return Object.fromEntries(
    Object.entries(fields)
      .filter(([name]) => !rules.unsupported.includes(name))
      .map(([name, value]) => [name, strips && FREE_TEXT.includes(name) ? stripSpecialCharacters(value) : value]),
  );
}

export type JudgedFields =
  | { readonly ok: true; readonly fields: Record<string, string>; readonly doom: string }
  | { readonly ok: false; readonly refusal: BodyReply };

/** Judges a body by what the practice's software wants of that kind of write. */
export function judgeFields(
  rules: FieldRules,
  fields: Fields,
  profile: PmsProfile,
  settings: Readonly<Knobs>,
): JudgedFields {
  const refusal = refuseForm(rules, fields) ?? refuseCodes(rules, fields, profile);
  if (refusal !== null) return { ok: false, refusal };
  let doom = '';
  for (const verdict of [judgeUnsupported(rules, fields, settings), judgeTexts(fields, settings)]) {
    if ('refusal' in verdict) return { ok: false, refusal: verdict.refusal };
    doom ||= verdict.doom;
  }
  return { ok: true, fields: keptOf(rules, fields, settings), doom };
}
