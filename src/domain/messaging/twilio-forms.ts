import { z } from 'zod';
import { reveal, type Phi } from '../phi';
import { Secret } from '../secret';

/**
 * `opted-out`: the number has asked for no texts, and Twilio sends none (error 21610). `refused`: Twilio took nothing.
 * `unknown`: it may have taken it.
 */
export type TextOutcome =
  { readonly kind: 'sent'; readonly messageSid: string } | { readonly kind: 'opted-out' | 'refused' | 'unknown' };

interface TextToSend {
  readonly to: Phi<string>;
  readonly words: Phi<string>;
  readonly messagingServiceSid: string;
}

/** What Twilio is asked with to send one text. */
export const textForm = ({ to, words, messagingServiceSid }: TextToSend): Secret =>
  new Secret(
    new URLSearchParams({
      To: reveal(to),
      MessagingServiceSid: messagingServiceSid,
      Body: reveal(words),
    }).toString(),
  );

/** Twilio's error for a number that has answered STOP. */
const OPTED_OUT = 21_610;

const messageSchema = z.object({ sid: z.string().min(1) });
const errorSchema = z.object({ code: z.number() });

/** What an answer says. Only Twilio's own refusal, a 4xx, proves that nothing goes out. */
export function readTextAnswer(status: number, body: string): TextOutcome {
  const answer = parse(body);
  if (status >= 200 && status < 300) {
    const message = messageSchema.safeParse(answer);
    return message.success ? { kind: 'sent', messageSid: message.data.sid } : { kind: 'unknown' };
  }
  if (status < 400 || status >= 500 || status === 408) return { kind: 'unknown' };
  const error = errorSchema.safeParse(answer);
  return { kind: error.success && error.data.code === OPTED_OUT ? 'opted-out' : 'refused' };
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return null;
  }
}
