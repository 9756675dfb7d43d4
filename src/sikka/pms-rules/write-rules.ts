/** What one practice management system wants of one write, by Sikka's names of the fields. */
export interface WriteRules {
  /** Must be there. */
  readonly required: readonly string[];
  /** Must be there when one of the others is. */
  readonly requiredWith?: readonly { readonly field: string; readonly when: readonly string[] }[];
  /** Must be named but may be blank: the PMS then takes its own default. */
  readonly mayBeBlank?: readonly string[];
  /** The PMS has no use for it: left out. */
  readonly unused?: readonly string[];
  /** The PMS has no such field, and without it the change is not the one that was asked for: refused. */
  readonly refused?: readonly string[];
  /** Characters of a free text, which is cut to them. */
  readonly maxTextLengths?: Readonly<Record<string, number>>;
  /** Characters of what cannot be cut without becoming something else: longer is refused. */
  readonly maxLengths?: Readonly<Record<string, number>>;
  /** The only values that the PMS knows. */
  readonly allowed?: Readonly<Record<string, readonly string[]>>;
}

/** A field that is never sent, so that what is refused for it has a name. */
export const PMS_FIELD = 'practice_management_system';
