import { parseBody } from '../../http/body';
import { statement } from '../../http/errors';
import type { BodyReply, OfficeRequest } from '../../http/reply';
import type { FieldRules } from '../../seed/profiles/profile';
import type { WriteKind } from '../../state/store';
import { judgeFields } from './fields';
import { judgeSupport } from './support';

export type Judged =
  | { readonly ok: true; readonly fields: Record<string, string>; readonly doom: string }
  | { readonly ok: false; readonly refusal: BodyReply };

const refuse = (refusal: BodyReply): Judged => ({ ok: false, refusal });

/** What all writes have in common: a JSON body, support by the practice's software, its fields, a known practice. */
export function judgeWrite(request: OfficeRequest, kind: WriteKind, rules: FieldRules): Judged {
  const { at } = request;
  const body = parseBody(request);
  if (!body.ok) return refuse(body.reply);
  const support = judgeSupport(at, kind);
  if ('refusal' in support) return refuse(support.refusal);
  const judged = judgeFields(rules, body.fields, at.profile(), at.settings());
  if (!judged.ok) return judged;
  const practice = at.book.practice(judged.fields['practice_id'] ?? '');
  if (practice === undefined) return refuse(statement('API1026', 'practice_id is wrong'));
  const isUser = practice.providers.some((one) => one.role === 'staff' && one.providerId === judged.fields['user']);
  if (rules.required.includes('user') && !isUser) return refuse(statement('API1026', 'user is wrong'));
  return { ...judged, doom: support.doom || judged.doom };
}

/** A change of something that does not exist: how it fails is the knob `write.unknownTarget`. null: it fails later. */
export function refuseUnknown({ at }: OfficeRequest, what: string): BodyReply | null {
  const how = at.settings()['write.unknownTarget'];
  if (how === 'fails-later') return null;
  return how === '404' ? statement('API2009', `${what} not found`) : statement('API1026', `${what} not found`);
}
