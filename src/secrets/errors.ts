/** Why a secrets store could not do what it was asked, as a closed list: safe to log, trace and count. */
export const SecretsErrorCode = {
  /** There is no such secret, so there is nothing to change. */
  notFound: 'not-found',
  /** The store knows us not, or refuses us the secret or the key that encrypts it. */
  denied: 'denied',
  /** Too many requests, or a quota is used up. */
  throttled: 'throttled',
  /** No answer, or one that says that the store is out of order. */
  unreachable: 'unreachable',
  /** What is stored, or what we asked, is not in the form that the other side takes. */
  malformed: 'malformed',
  /** Others changed the secret again and again while we tried to. */
  conflict: 'conflict',
  /** The secret is marked for deletion and can be neither read nor changed. */
  scheduledForDeletion: 'scheduled-for-deletion',
} as const;
export type SecretsErrorCode = (typeof SecretsErrorCode)[keyof typeof SecretsErrorCode];

const EXPLANATIONS: Readonly<Record<SecretsErrorCode, string>> = {
  'not-found': 'does not exist',
  denied: 'is refused to this process, or the key that encrypts it is',
  throttled: 'could not be reached: too many requests, or a quota is used up',
  unreachable: 'could not be reached',
  malformed: 'does not hold what is expected there, or was asked for in a form that is not taken',
  conflict: 'was changed by others each time we tried to change it',
  'scheduled-for-deletion': 'is scheduled for deletion; restore it, or wait until it is gone',
};

const RETRYABLE: ReadonlySet<SecretsErrorCode> = new Set([
  SecretsErrorCode.throttled,
  SecretsErrorCode.unreachable,
  SecretsErrorCode.conflict,
]);

/**
 * A secrets store that did not do what it was asked. Its message is made of our own words and the secret's name. What
 * the store itself said is left out, also as a cause: a validation message repeats the value that it complains about.
 */
export class SecretsError extends Error {
  /** Whether the same request may succeed a little later, with nobody having changed anything. */
  readonly isRetryable: boolean;

  /**
   * @param subject the secret's name, or the path of parameters; never a value
   * @param reason the store's own word for it, such as `AccessDeniedException`
   */
  constructor(
    readonly code: SecretsErrorCode,
    readonly subject: string,
    readonly reason: string | null = null,
  ) {
    super(`${subject} ${EXPLANATIONS[code]}${reason === null ? '' : ` (${reason})`}`);
    this.name = 'SecretsError';
    this.isRetryable = RETRYABLE.has(code);
  }
}

/** For what is not a SecretsError, such as a file that cannot be read: to the caller, the store is out of order. */
export const codeOf = (failure: unknown): SecretsErrorCode =>
  failure instanceof SecretsError ? failure.code : SecretsErrorCode.unreachable;
