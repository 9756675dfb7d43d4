import { inspect } from 'node:util';
import { toSecretsError } from './aws-errors';
import { SecretsError, SecretsErrorCode } from './errors';

/** As the SDK throws it. AWS repeats in its messages what it was sent. */
const awsError = (name: string, httpStatusCode?: number, message = "Value 'canary' failed to satisfy constraint") =>
  Object.assign(new Error(message), { name, $metadata: { httpStatusCode }, $response: { body: 'canary' } });

it.each([
  ['ResourceNotFoundException', 400, 'not-found', false],
  ['AccessDeniedException', 400, 'denied', false],
  ['UnrecognizedClientException', 400, 'denied', false],
  ['ExpiredTokenException', 400, 'denied', false],
  ['DecryptionFailure', 400, 'denied', false],
  ['EncryptionFailure', 400, 'denied', false],
  ['InvalidKeyId', 400, 'denied', false],
  ['SomethingNew', 403, 'denied', false],
  ['ThrottlingException', 400, 'throttled', true],
  ['LimitExceededException', 400, 'throttled', true],
  ['SomethingNew', 429, 'throttled', true],
  ['ResourceExistsException', 400, 'conflict', true],
  ['ValidationException', 400, 'malformed', false],
  ['InternalServiceError', 500, 'unreachable', true],
  ['TimeoutError', undefined, 'unreachable', true],
  ['AbortError', undefined, 'unreachable', true],
  ['CredentialsProviderError', undefined, 'unreachable', true],
])('%s (%s) is %s', (name, status, code, isRetryable) => {
  const error = toSecretsError(awsError(name, status), 'parlae/pms/sikka/acc');
  expect(error).toMatchObject({ code, isRetryable, reason: name, subject: 'parlae/pms/sikka/acc' });
});

it('tells a secret that is scheduled for deletion from other requests that are refused', () => {
  const marked = "You can't perform this operation on the secret because it was marked for deletion.";
  expect(toSecretsError(awsError('InvalidRequestException', 400, marked), 'x').code).toBe('scheduled-for-deletion');
  expect(toSecretsError(awsError('InvalidRequestException', 400, 'No.'), 'x').code).toBe('malformed');
});

it('keeps nothing of what AWS said but a plain name', () => {
  for (const failure of [awsError('ValidationException', 400), awsError("canary: 'value'", 400), 'canary', null]) {
    const error = toSecretsError(failure, 'parlae/pms/sikka/acc');
    expect(inspect(error, { depth: null, showHidden: true }) + String(error.stack)).not.toContain('canary');
  }
});

it('leaves our own errors as they are', () => {
  const error = new SecretsError(SecretsErrorCode.malformed, 'parlae/pms/sikka/acc');
  expect(toSecretsError(error, 'another')).toBe(error);
});
