import { z } from 'zod';
import { readLanguage, type Language } from '../../../domain/language';
import { phi, type Phi } from '../../../domain/phi';
import { Secret } from '../../../domain/secret';
import { line, orNull, urlLine, word } from './fields';

const customerSchema = orNull(z.object({ number: line }));

/** The fields of `call` that we take. Carrier tokens, transcripts and variables are never read. */
export const callSchema = orNull(
  z.object({
    id: line,
    type: z
      .enum(['inboundPhoneCall', 'outboundPhoneCall', 'webCall', 'vapi.websocketCall'])
      .or(z.literal('unknown'))
      .catch('unknown'),
    phoneNumberId: line,
    assistantId: line,
    customer: customerSchema,
    monitor: orNull(z.object({ controlUrl: urlLine })),
  }),
);

/** What stands beside `call` in a message and says more about it. */
export const callContextFields = {
  customer: customerSchema,
  phoneNumber: orNull(z.object({ id: line })),
  assistant: orNull(z.object({ transcriber: orNull(z.object({ language: word })) })),
};

export interface VapiCall {
  readonly id: string | null;
  readonly type: 'inboundPhoneCall' | 'outboundPhoneCall' | 'webCall' | 'vapi.websocketCall' | 'unknown';
  /** The line that was called; null in web calls. */
  readonly phoneNumberId: string | null;
  readonly assistantId: string | null;
  /** The caller's number as Vapi has it: a hint, because it can be spoofed. Null when withheld, and in web calls. */
  readonly customerNumber: Phi<string> | null;
  /** Whoever has it controls the live call. Not checked yet: look at scheme and host before any request to it. */
  readonly controlUrl: Secret | null;
  /** What the assistant listens for, where it is one language that callers are answered in; null for `multi`. */
  readonly assistantLanguage: Language | null;
}

/**
 * @param call the message's `call`, or the root's in hand-made requests
 * @param beside the message's own `customer` and `phoneNumber`, used where the call lacks them, and its assistant
 */
export function toVapiCall(
  call: z.output<typeof callSchema>,
  beside: z.output<z.ZodObject<typeof callContextFields>>,
): VapiCall {
  const customerNumber = call?.customer?.number ?? beside.customer?.number ?? null;
  const listensFor = beside.assistant?.transcriber?.language ?? null;
  const controlUrl = call?.monitor?.controlUrl ?? null;
  return {
    id: call?.id ?? null,
    type: call?.type ?? 'unknown',
    phoneNumberId: call?.phoneNumberId ?? beside.phoneNumber?.id ?? null,
    assistantId: call?.assistantId ?? null,
    customerNumber: customerNumber === null ? null : phi(customerNumber),
    controlUrl: controlUrl === null ? null : new Secret(controlUrl),
    assistantLanguage: listensFor === null ? null : readLanguage(listensFor),
  };
}
