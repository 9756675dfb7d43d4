import { err, ok, type Result } from '../../../domain/result';

const MAX_TEXT_CHARS = 100_000;
const MAX_STRING_CHARS = 2_000;
const MAX_KEY_CHARS = 100;
const MAX_DEPTH = 8;
const MAX_VALUES = 500;
/** Keys that would reach an object's prototype when someone copies the arguments. */
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);
/** Tab and line breaks may stay in a value; Postgres refuses U+0000, and half a character is no text. */
const UNSTORABLE = /[^\P{Cc}\t\n\r]|\p{Cs}/gu;

/** `too-large` covers every limit: a string over 2,000 characters, too many values, too deep. */
export type ArgumentsProblem = 'not-an-object' | 'not-json' | 'too-large';
export type ToolArguments = Record<string, unknown>;

/**
 * A tool call's arguments, as an object or as JSON text; absent and '' are {}. The copy is plain, bounded and storable:
 * prototype keys are left out, control characters in strings become spaces. What is in it is checked by each tool.
 */
export function readArguments(raw: unknown): Result<ToolArguments, ArgumentsProblem> {
  if (raw === undefined || raw === null) return ok({});
  if (typeof raw !== 'string') return copyArguments(raw);
  if (raw.trim() === '') return ok({});
  if (raw.length > MAX_TEXT_CHARS) return err('too-large');
  const parsed = parseJson(raw);
  return parsed.ok ? copyArguments(parsed.value) : parsed;
}

function parseJson(text: string): Result<unknown, 'not-json'> {
  try {
    return ok(JSON.parse(text));
  } catch {
    return err('not-json');
  }
}

function copyArguments(value: unknown): Result<ToolArguments, ArgumentsProblem> {
  if (!isObject(value)) return err('not-an-object');
  const copier = new BoundedCopier();
  const copy = copier.copyObject(value, 1);
  return copier.isTooLarge ? err('too-large') : ok(copy);
}

function isObject(value: unknown): value is ToolArguments {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Copies JSON data and stops at the first limit that it meets, so that a hostile body costs little. */
class BoundedCopier {
  isTooLarge = false;
  private values = 0;

  copyObject(value: ToolArguments, depth: number): ToolArguments {
    const copy: ToolArguments = {};
    for (const [key, member] of Object.entries(value)) {
      if (FORBIDDEN_KEYS.has(key)) continue;
      if (key.length > MAX_KEY_CHARS) this.isTooLarge = true;
      if (this.isTooLarge) break;
      copy[storable(key)] = this.copy(member, depth + 1);
    }
    return copy;
  }

  private copy(value: unknown, depth: number): unknown {
    this.values += 1;
    if (this.values > MAX_VALUES || depth > MAX_DEPTH) this.isTooLarge = true;
    if (this.isTooLarge) return null;
    if (typeof value === 'string') return this.copyString(value);
    if (typeof value === 'number') return this.copyNumber(value);
    if (Array.isArray(value)) return value.map((item) => this.copy(item, depth + 1));
    return isObject(value) ? this.copyObject(value, depth) : value;
  }

  private copyString(value: string): string {
    if (value.length > MAX_STRING_CHARS) this.isTooLarge = true;
    return storable(value);
  }

  /** JSON text such as 1e999 parses to Infinity, which JSON cannot say again. */
  private copyNumber(value: number): number {
    if (!Number.isFinite(value)) this.isTooLarge = true;
    return value;
  }
}

function storable(text: string): string {
  return text.replace(UNSTORABLE, ' ');
}
