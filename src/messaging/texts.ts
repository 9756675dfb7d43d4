import type { Phi } from '../domain/phi';
import type { PmsExchange } from '../domain/pms';
import { Secret } from '../domain/secret';
import { readTextAnswer, textForm, type TextOutcome } from '../domain/messaging/twilio-forms';
import { createPostOnce, type OneAnswer, type PostOnce } from './post-once';

export interface NewText {
  /** E.164. */
  readonly to: Phi<string>;
  readonly words: Phi<string>;
}

/** Text messages. */
export interface Texts {
  /**
   * Asks Twilio once to send a text. `unknown`: it may go out, so it is never asked for again. Never throws, and keeps
   * nothing of number or words.
   */
  send(text: NewText): Promise<TextReply>;
}

export interface TextReply {
  readonly outcome: TextOutcome;
  /** For the audit record. */
  readonly exchange: PmsExchange;
}

/** Where texts are asked for, as the audit record names it. */
export const TEXT_REQUEST = { endpoint: '/Accounts/{AccountSid}/Messages.json', method: 'POST' } as const;

export interface TextsOptions {
  readonly baseUrl: string;
  readonly accountSid: string;
  readonly authToken: Secret;
  readonly messagingServiceSid: string;
  /** Replaced in tests. */
  readonly post?: PostOnce;
}

const TIMEOUT_MS = 8_000;

/** Texts over Twilio's REST API. */
export function createTexts(options: TextsOptions): Texts {
  const { baseUrl, accountSid, authToken, messagingServiceSid, post = createPostOnce() } = options;
  const url = new Secret(new URL(`${baseUrl}/2010-04-01/Accounts/${accountSid}/Messages.json`));
  const credentials = Buffer.from(`${accountSid}:${authToken.expose()}`).toString('base64');
  const authorization = new Secret(`Basic ${credentials}`);
  return {
    async send({ to, words }) {
      const startedMs = performance.now();
      const answer = await post({
        url,
        contentType: 'application/x-www-form-urlencoded',
        body: textForm({ to, words, messagingServiceSid }),
        authorization,
        timeoutMs: TIMEOUT_MS,
      });
      const responseTimeMs = performance.now() - startedMs;
      const responseStatus = answer.kind === 'answered' ? answer.status : null;
      return { outcome: outcomeOf(answer), exchange: { ...TEXT_REQUEST, responseStatus, responseTimeMs } };
    },
  };
}

function outcomeOf(answer: OneAnswer): TextOutcome {
  if (answer.kind === 'lost') return { kind: 'unknown' };
  return answer.kind === 'not-sent' ? { kind: 'refused' } : readTextAnswer(answer.status, answer.body);
}
