import { IncomingMessage } from 'node:http';
import { Phi } from '../domain/phi';
import { Secret } from '../domain/secret';
import { toSafeError, type SafeMessageClass } from './safe-error';
import { toSafeRequest } from './safe-request';

const MAX_DEPTH = 5;

/**
 * The fields of a log line, by an allow-list of types: plain data passes; errors and requests are reduced to what is
 * safe; Phi and Secret redact themselves; of anything else only its class is named. A client, a socket or an answer
 * that someone hands to the logger therefore prints as `[ClassName]`.
 */
export function toSafeFields(
  fields: Record<string, unknown>,
  safeMessageClasses: readonly SafeMessageClass[],
): Record<string, unknown> {
  return safeMembers(fields, safeMessageClasses, 0);
}

function safeMembers(fields: object, classes: readonly SafeMessageClass[], depth: number): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, safeValue(value, classes, depth + 1)]));
}

function safeValue(value: unknown, classes: readonly SafeMessageClass[], depth: number): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'function' || typeof value === 'symbol') return `[${typeof value}]`;
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Phi || value instanceof Secret) return value.toString();
  if (value instanceof Error) return toSafeError(value, classes);
  if (value instanceof IncomingMessage) return toSafeRequest(value);
  if (value instanceof Date) return value.toJSON();
  if (depth > MAX_DEPTH) return '[deep]';
  if (Array.isArray(value)) return value.map((item) => safeValue(item, classes, depth + 1));
  return isPlainObject(value) ? safeMembers(value, classes, depth) : `[${value.constructor.name}]`;
}

export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype;
}
