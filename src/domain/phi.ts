const REDACTED = '[PHI]';

/**
 * Protected health information, wrapped so that it cannot slip into a log line, a JSON body, an error message or a
 * template string: everything that prints it prints `[PHI]`. Only `reveal` gives the value back, and lint allows it
 * in the places that must read it and nowhere else.
 */
export class Phi<T> {
  readonly #value: T;

  constructor(value: T) {
    this.#value = value;
  }

  static reveal<T>(wrapped: Phi<T>): T {
    return wrapped.#value;
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

export const phi = <T>(value: T): Phi<T> => new Phi(value);

/** Gives the protected value back. Lint allows it in sikka/, persistence/, services/, domain/ and each tool's say.ts. */
export const reveal = <T>(wrapped: Phi<T>): T => Phi.reveal(wrapped);
