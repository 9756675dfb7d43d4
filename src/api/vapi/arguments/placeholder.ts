const wordsOf = (identifier: string): string[] =>
  identifier
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== '');

/** `caller_phone_number`, `customer.number`, `patientFirstName`: names that programs have and nobody says. */
const IDENTIFIER = /^(?:[A-Za-z]+(?:[._][A-Za-z]+)+|[a-z]+(?:[A-Z][a-z]+)+)$/;
const IN_BRACKETS = /^(?:\$?\{[^{}]{2,}\}|<[^<>]{2,}>|\[[^[\]]{2,}\]|%[^%]{2,}%)$/;
const ONLY_WORDS = /^[A-Za-z][A-Za-z ._-]*$/;

/**
 * Whether a value is a template that nobody filled in rather than something said: `{{customer.number}}`, `${phone}`,
 * `<first name>`, `caller_phone_number`, or the parameter's own name.
 */
export function isPlaceholder(value: string, parameter: string): boolean {
  if (value.includes('{{') || value.includes('}}') || IN_BRACKETS.test(value)) return true;
  if (!ONLY_WORDS.test(value)) return false;
  const words = wordsOf(value);
  const own = wordsOf(parameter);
  if (words.join(' ') === own.join(' ')) return true;
  return IDENTIFIER.test(value) && own.every((word) => words.includes(word));
}
