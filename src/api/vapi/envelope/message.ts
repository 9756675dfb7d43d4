import { z } from 'zod';
import { callContextFields, callSchema, type VapiCall } from './call';
import { orNull, word } from './fields';
import { isObject, type ReadToolCalls } from './tool-calls';

/** A list of tool calls; one call that stands there by itself is a list of one. */
const toolCallList = orNull(
  z.preprocess(
    (value) =>
      isObject(value) && ['id', 'name', 'function'].some((key) => Object.hasOwn(value, key)) ? [value] : value,
    z.array(z.unknown()),
  ),
);

/** The message that a body holds. An allow-list: what is not named here does not leave this folder. */
export const bodySchema = z.object({
  call: callSchema,
  message: z.object({
    ...callContextFields,
    type: z.unknown().optional(),
    call: callSchema,
    toolCallList,
    toolCalls: toolCallList,
    functionCall: orNull(
      z.object({ name: z.unknown().optional(), arguments: z.unknown().optional(), parameters: z.unknown().optional() }),
    ),
    status: word,
    endedReason: word,
    artifact: orNull(z.object({ transfers: orNull(z.array(z.unknown())) })),
  }),
});

export type MessageFields = z.output<typeof bodySchema>['message'];

const TRANSFER_STATUSES = ['connected', 'no-answer', 'busy', 'voicemail', 'failed', 'completed', 'cancelled'] as const;

export interface VapiTransfer {
  readonly status: (typeof TRANSFER_STATUSES)[number] | 'unknown';
}

export interface VapiToolCallsMessage extends ReadToolCalls {
  readonly kind: 'tool-calls';
  /** Sent in the old form: the answer needs `result` beside `results`. */
  readonly isLegacy: boolean;
  readonly call: VapiCall;
}

export type VapiMessage =
  | VapiToolCallsMessage
  | {
      readonly kind: 'status-update';
      readonly call: VapiCall;
      readonly status: string | null;
      readonly endedReason: string | null;
    }
  | {
      readonly kind: 'end-of-call-report';
      readonly call: VapiCall;
      readonly endedReason: string | null;
      readonly transfers: readonly VapiTransfer[];
    }
  | { readonly kind: 'hang'; readonly call: VapiCall }
  | { readonly kind: 'assistant-request'; readonly call: VapiCall }
  | { readonly kind: 'transfer-destination-request'; readonly call: VapiCall }
  /** Nothing that we act on; `type` is `unknown` where it is not a plain word. */
  | { readonly kind: 'other'; readonly type: string };

const MAX_TRANSFERS = 20;
const transferSchema = z.object({ status: z.enum(TRANSFER_STATUSES) });

/** How far each transfer of the call came. A transfer counts as made only when it is `connected`. */
export function readTransfers(message: MessageFields): VapiTransfer[] {
  const transfers = message.artifact?.transfers ?? [];
  return transfers.slice(0, MAX_TRANSFERS).map((transfer) => {
    const { success, data } = transferSchema.safeParse(transfer);
    return { status: success ? data.status : 'unknown' };
  });
}
