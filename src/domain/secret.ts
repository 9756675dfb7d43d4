const REDACTED = '[secret]';

/**
 * A credential, wrapped so that it cannot slip into a log line, a JSON body, an error message or a template string:
 * everything that prints it prints `[secret]`. Only `expose` gives the value back, at the place that sends or stores it.
 */
export class Secret<T = string> {
  readonly #value: T;

  constructor(value: T) {
    this.#value = value;
  }

  expose(): T {
    return this.#value;
  }

  toString(): string {
    return REDACTED;
  }

  toJSON(): string {
    return REDACTED;
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return REDACTED;
  }
}

/** Two that are absent are the same. For credentials that we hold both; what a stranger sends is compared in constant time. */
export const isSameSecret = (a: Secret | null, b: Secret | null): boolean => a?.expose() === b?.expose();
