import { SecretsError, SecretsErrorCode } from './errors';

const { notFound, denied, throttled, malformed, conflict, scheduledForDeletion, unreachable } = SecretsErrorCode;

/** By the error names of Secrets Manager, Parameter Store, and what stands before all services of AWS. */
const CODES: ReadonlyMap<string, SecretsErrorCode> = new Map([
  ['ResourceNotFoundException', notFound],
  ['AccessDeniedException', denied],
  ['UnrecognizedClientException', denied],
  ['InvalidClientTokenId', denied],
  ['InvalidSignatureException', denied],
  ['SignatureDoesNotMatch', denied],
  ['IncompleteSignature', denied],
  ['MissingAuthenticationToken', denied],
  ['MissingAuthenticationTokenException', denied],
  ['ExpiredTokenException', denied],
  ['ExpiredToken', denied],
  // KMS: the key is disabled, gone, or not ours to use.
  ['DecryptionFailure', denied],
  ['EncryptionFailure', denied],
  ['InvalidKeyId', denied],
  ['ThrottlingException', throttled],
  ['Throttling', throttled],
  ['TooManyRequestsException', throttled],
  ['RequestLimitExceeded', throttled],
  ['LimitExceededException', throttled],
  ['ResourceExistsException', conflict],
  ['PreconditionNotMetException', conflict],
]);

const field = (failure: unknown, name: string): unknown =>
  typeof failure === 'object' && failure !== null ? (failure as Record<string, unknown>)[name] : undefined;

/** The name that AWS gave to an error; null for anything that is not a plain word. */
export function awsErrorName(failure: unknown): string | null {
  const name = field(failure, 'name');
  return typeof name === 'string' && /^[A-Za-z]{1,64}$/.test(name) ? name : null;
}

/** AWS has no error of its own for this; its message is the only sign. It is read here and goes no further. */
function isScheduledForDeletion(failure: unknown): boolean {
  const message = field(failure, 'message');
  return awsErrorName(failure) === 'InvalidRequestException' && typeof message === 'string' && /delet/i.test(message);
}

function codeByStatus(failure: unknown): SecretsErrorCode {
  const status = field(field(failure, '$metadata'), 'httpStatusCode');
  if (typeof status !== 'number' || status < 400 || status >= 500) return unreachable;
  if (status === 401 || status === 403) return denied;
  return status === 429 ? throttled : malformed;
}

/** The AWS SDK's error as ours. @param subject the secret's name, or the path of parameters */
export function toSecretsError(failure: unknown, subject: string): SecretsError {
  if (failure instanceof SecretsError) return failure;
  const name = awsErrorName(failure);
  const known = isScheduledForDeletion(failure) ? scheduledForDeletion : CODES.get(name ?? '');
  return new SecretsError(known ?? codeByStatus(failure), subject, name === 'Error' ? null : name);
}
