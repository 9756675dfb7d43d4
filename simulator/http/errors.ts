import { SIKKA_LINKS } from './links';
import type { BodyReply } from './reply';

/** Sikka's codes as far as the simulator gives them, with their HTTP class and short text. */
const CODES = {
  API0002: [200, 'OK', 'Session ended'],
  API0007: [200, 'OK', 'Appointment status has been logged'],
  API0008: [200, 'OK', 'Appointment status has not been logged'],
  API0011: [200, 'OK', 'Patient update request has been logged'],
  API4006: [200, 'OK', 'Request has been updated or deleted successfully'],
  API2016: [201, 'Created', 'New resource created successfully'],
  API1029: [202, 'Accepted', 'Remote command has been accepted'],
  API1001: [400, 'BadRequest', 'Application id is missing'],
  API1002: [400, 'BadRequest', 'Application key is missing'],
  API1004: [400, 'BadRequest', 'Request key is missing'],
  API1005: [400, 'BadRequest', 'Secret key is missing'],
  API1020: [400, 'BadRequest', 'Parameter is missing'],
  API1025: [400, 'BadRequest', 'Request key is expired'],
  API1026: [400, 'BadRequest', 'Parameter is missing or invalid'],
  API1027: [400, 'BadRequest', 'Text is blank'],
  API2003: [401, 'Unauthorized', 'Id or key is wrong'],
  API2004: [401, 'Unauthorized', 'The call is not in the plan'],
  API2007: [401, 'Unauthorized', 'The practice has not given access'],
  API2009: [404, 'NotFound', 'Resource not found'],
  API2014: [405, 'MethodNotAllowed', 'Method is not allowed'],
  API2013: [409, 'Conflict', 'Already taken'],
  API2018: [410, 'Gone', 'Resource is gone'],
  API2017: [412, 'PreconditionFailed', 'Precondition failed'],
  API1006: [415, 'UnsupportedMediaType', 'Format is not supported'],
  API2019: [422, 'UnprocessableEntity', 'Request is invalid'],
  API2001: [500, 'InternalServerError', 'Internal error'],
  API2010: [500, 'InternalServerError', 'Practice data has not been uploaded yet'],
  API2011: [429, 'TooManyRequests', 'Daily data limit exceeded'],
  API2012: [429, 'TooManyRequests', 'Daily request limit exceeded'],
  API2002: [503, 'ServiceUnavailable', 'Service is overloaded'],
  API2022: [504, 'GatewayTimeout', 'Gateway time-out'],
} as const;
export type SikkaCode = keyof typeof CODES;

const MORE_INFORMATION = `${SIKKA_LINKS}/errors`;

/** The body that Sikka sends for errors, and for writes. */
export function statement(code: SikkaCode, longMessage: string, moreInformation = MORE_INFORMATION): BodyReply {
  const [status, description, shortMessage] = CODES[code];
  return {
    kind: 'body',
    status,
    body: {
      http_code: String(status),
      http_code_desc: description,
      error_code: code,
      short_message: shortMessage,
      long_message: longMessage,
      more_information: moreInformation,
    },
  };
}

/** The one sample of a 412 says `log_message` instead of `long_message`. */
export function utilityOffline(): BodyReply {
  const { body, ...reply } = statement('API2017', '');
  const { long_message: _long, ...rest } = body;
  return { ...reply, body: { ...rest, log_message: 'Sikka platform utility is offline' } };
}

/** No error code is shown for the limit by the minute. */
export function tooManyRequests(): BodyReply {
  const { body } = statement('API2002', 'Rate limit exceeded');
  return {
    kind: 'body',
    status: 429,
    body: {
      ...body,
      http_code: '429',
      http_code_desc: 'TooManyRequests',
      error_code: '',
      short_message: 'Too many requests',
    },
  };
}

/** The failure that a test asked for; `errorCode` names one of Sikka's codes where the status has several. */
export function failureWith(status: number, errorCode?: string): BodyReply {
  if (status === 429 && errorCode === undefined) return tooManyRequests();
  if (status === 412 && errorCode === undefined) return utilityOffline();
  const code = Object.keys(CODES).find((one) => isCode(one) && CODES[one][0] === status);
  const { body } = statement('API2001', 'Failed on request of a test');
  const text = errorCode ?? code ?? '';
  const description = isCode(text) ? { http_code_desc: CODES[text][1], short_message: CODES[text][2] } : {};
  return { kind: 'body', status, body: { ...body, http_code: String(status), error_code: text, ...description } };
}

const isCode = (text: string): text is SikkaCode => text in CODES;
