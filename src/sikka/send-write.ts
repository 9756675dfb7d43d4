import { phi } from '../domain/phi';
import type { PmsSoftware } from '../domain/pms';
import type { PmsError } from '../domain/pms-errors';
import { err, ok, type Result } from '../domain/result';
import type { OfficeCallContext, SikkaCall, SikkaCalls } from './calls';
import type { SikkaAnswer } from './envelope';
import { fail, readReply, type SikkaReply } from './reply';
import { isPathSegment, unsendableField } from './send-limits';

/** A write to one practice. */
export interface WriteContext extends OfficeCallContext {
  /** The practice's software, whose rules the write has to keep. */
  readonly pms: PmsSoftware;
  /** Refused at once (412) while the practice's computer is off; otherwise the write waits for it. */
  readonly checksUtility?: boolean | undefined;
}

type Fields = Readonly<Record<string, string>>;

export interface Write<T> {
  readonly method: 'POST' | 'PUT' | 'PATCH';
  readonly endpoint: string;
  readonly pathParams?: Fields;
  /** What is sent besides the practice, or why nothing may be. */
  readonly fields: Result<Fields, PmsError>;
  readonly read: (answer: SikkaAnswer) => Result<T, PmsError>;
}

function callOf<T>({ office, checksUtility }: Omit<WriteContext, 'pms'>, write: Write<T>): Result<SikkaCall, PmsError> {
  const { method, endpoint, pathParams = {}, fields } = write;
  if (!fields.ok) return fields;
  const badId = Object.entries(pathParams).find(([, value]) => !isPathSegment(value))?.[0];
  if (badId !== undefined) return err(unsendableField(badId));
  const check = checksUtility === undefined ? {} : { check_spu: String(checksUtility) };
  const body = phi({ ...fields.value, practice_id: office.practiceId, ...check });
  return ok({ method, endpoint, pathParams, body });
}

/**
 * Sends a write once, if it may be sent at all. Never repeated by itself, but for a dead request key, where Sikka's
 * answer proves that nothing was taken: there is no idempotency key, and a second send may do it twice.
 */
export async function sendWrite<T>(
  calls: SikkaCalls,
  context: Omit<WriteContext, 'pms'>,
  write: Write<T>,
): Promise<SikkaReply<T>> {
  const call = callOf(context, write);
  return call.ok ? readReply(await calls.callOffice(context, call.value), write.read) : fail(call.error, []);
}
