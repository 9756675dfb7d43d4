import { statement } from '../../http/errors';
import type { BodyReply } from '../../http/reply';

/** Nothing wrong, refused at once, or taken and refused by the practice's software later. */
export type Verdict = { readonly refusal: BodyReply } | { readonly doom: string };

export const NO_OBJECTION: Verdict = { doom: '' };

const CODES = { '400': 'API1026', '405': 'API2014', '422': 'API2019' } as const;

/** What becomes of something that should not have been sent, by the setting of the knob for it. */
export function objection(setting: keyof typeof CODES | 'fails-later', text: string): Verdict {
  return setting === 'fails-later' ? { doom: text } : { refusal: statement(CODES[setting], text) };
}
