import { createHash } from 'node:crypto';
import { z } from 'zod';
import { canonicalJson } from '../../../domain/canonical-json';
import { phi, type Phi } from '../../../domain/phi';
import { ok, type Result } from '../../../domain/result';
import { readArguments, type ArgumentsProblem, type ToolArguments } from './arguments';
import { line, orNull } from './fields';

/** Calls of one message that are run; the rest are answered with an error. */
const MAX_TOOL_CALLS = 10;
const TOOL_NAME = /^[a-zA-Z0-9_-]{1,80}$/;
/** Stands for a name that is missing or is no name; no tool is called so. */
const UNNAMED = 'unnamed';

/** One entry in any of Vapi's forms: nested under `function`, flat with `arguments`, flat with `parameters`. */
const entrySchema = z.object({
  id: z.unknown().optional(),
  name: z.unknown().optional(),
  arguments: z.unknown().optional(),
  parameters: z.unknown().optional(),
  function: orNull(
    z.object({ name: z.unknown().optional(), arguments: z.unknown().optional(), parameters: z.unknown().optional() }),
  ),
});

export interface VapiToolCall {
  /** Vapi's id, to be echoed exactly, however odd it is; ours where it sent none. */
  readonly id: string;
  /** As Vapi says it, else from the path; it may fit no tool, or not the path's. */
  readonly name: string;
  readonly arguments: Result<Phi<ToolArguments>, ArgumentsProblem>;
  readonly isIdDerived: boolean;
  /** Too long to be kept, or no line of text: a keyed hash stands for it on record. */
  readonly isIdOdd: boolean;
}

export interface ReadToolCalls {
  readonly toolCalls: readonly VapiToolCall[];
  /** Calls beyond the limit. They are not run, yet each is owed an answer. */
  readonly overflow: readonly { readonly id: string; readonly name: string }[];
}

/**
 * Reads the entries of one list. Entries that are no objects are left out; of equal ids the first counts.
 * @param callId of the phone call, for the ids that we derive
 * @param pathTool the tool that the URL names, for entries without a name
 */
export function readToolCalls(
  entries: readonly unknown[],
  callId: string | null,
  pathTool: string | null,
): ReadToolCalls {
  const byId = new Map<string, VapiToolCall>();
  const overflow = new Map<string, { id: string; name: string }>();
  for (const entry of entries) {
    const { success, data } = entrySchema.safeParse(entry);
    if (!success) continue;
    const id = idOf(data.id);
    if (isSeen(id, byId, overflow)) continue;
    const name = nameOf(data.function?.name ?? data.name ?? pathTool);
    if (byId.size < MAX_TOOL_CALLS) {
      const call = toToolCall(data, id, name, callId);
      if (!byId.has(call.id)) byId.set(call.id, call);
    } else if (id !== null) {
      overflow.set(id, { id, name });
    }
  }
  return { toolCalls: [...byId.values()], overflow: [...overflow.values()] };
}

function isSeen(id: string | null, ...seen: readonly ReadonlyMap<string, unknown>[]): boolean {
  return id !== null && seen.some((map) => map.has(id));
}

export const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What must come back as `toolCallId`. A number is one that somebody forgot to put in quotes. */
function idOf(id: unknown): string | null {
  if (typeof id === 'number') return String(id);
  return typeof id === 'string' && id !== '' ? id : null;
}

function nameOf(name: unknown): string {
  return typeof name === 'string' && TOOL_NAME.test(name) ? name : UNNAMED;
}

function toToolCall(
  entry: z.output<typeof entrySchema>,
  id: string | null,
  name: string,
  callId: string | null,
): VapiToolCall {
  const raw = entry.function?.arguments ?? entry.function?.parameters ?? entry.arguments ?? entry.parameters;
  const read = readArguments(raw);
  return {
    id: id ?? deriveId(callId, name, read),
    name,
    arguments: read.ok ? ok(phi(read.value)) : read,
    isIdDerived: id === null,
    isIdOdd: id !== null && line.parse(id) === null,
  };
}

/** The same legacy call gets the same id, so that a repeat of it is known as one. */
function deriveId(callId: string | null, name: string, read: Result<ToolArguments, ArgumentsProblem>): string {
  const what = canonicalJson([callId, name, read.ok ? read.value : read.error]);
  return `derived_${createHash('sha256').update(what).digest('base64url')}`;
}
