import {
  addMessageBody,
  complains,
  transferBody,
  type CallWords,
  type TransferTarget,
} from '../domain/messaging/control-bodies';
import { readControlUrl, type ControlHosts } from '../domain/messaging/control-url';
import type { Phi } from '../domain/phi';
import type { PmsExchange } from '../domain/pms';
import { Secret } from '../domain/secret';
import { createPostOnce, type OneAnswer, type PostOnce } from './post-once';

/**
 * `told`: Vapi took it. `call-over`: it knows no such call any more. `refused`: it took nothing, or the URL is not one that
 * we post to. `unsure`: it may have arrived, and nobody can say.
 */
export type LiveCallOutcome = 'told' | 'call-over' | 'refused' | 'unsure';

export interface LiveCallReply {
  readonly outcome: LiveCallOutcome;
  /** For the audit record; null where nothing was asked, because the URL is not one that we post to. */
  readonly exchange: PmsExchange | null;
}

/** Where a control URL leads, as the audit record names it. */
export const CONTROL_REQUEST = { endpoint: '/control', method: 'POST' } as const;

/** The way into a phone call that is still on. Whoever holds a control URL controls the call. */
export interface LiveCalls {
  /** Whether a request may go to this URL at all; asked before anything is put on record as said. */
  mayReach(controlUrl: ControlUrl): boolean;
  /** Tells the assistant something, as a system message, and has it speak at once. */
  addMessage(controlUrl: ControlUrl, words: CallWords): Promise<LiveCallReply>;
  /** Connects the caller with a number. `told` says only that Vapi has begun: the far end may never ring. */
  transfer(controlUrl: ControlUrl, target: TransferTarget): Promise<LiveCallReply>;
}

export type ControlUrl = Secret | Phi<string>;

export interface LiveCallsOptions {
  readonly allowed: ControlHosts;
  /** Vapi's public key, where the assistant asks for it (`controlAuthenticationEnabled`). */
  readonly publicKey: Secret | null;
  /** Replaced in tests. */
  readonly post?: PostOnce;
}

const TIMEOUT_MS = 3_000;
const GONE = [404, 410];

/** Posts to the control URLs of calls. Never throws, never repeats, and keeps nothing of the URL or the words. */
export function createLiveCalls({ allowed, publicKey, post = createPostOnce() }: LiveCallsOptions): LiveCalls {
  const authorization = publicKey === null ? null : new Secret(`Bearer ${publicKey.expose()}`);
  const send = async (controlUrl: ControlUrl, body: Secret): Promise<LiveCallReply> => {
    const url = readControlUrl(controlUrl, allowed);
    if (url === null) return { outcome: 'refused', exchange: null };
    const startedMs = performance.now();
    const answer = await post({ url, body, authorization, contentType: 'application/json', timeoutMs: TIMEOUT_MS });
    const responseTimeMs = performance.now() - startedMs;
    const responseStatus = answer.kind === 'answered' ? answer.status : null;
    return { outcome: outcomeOf(answer), exchange: { ...CONTROL_REQUEST, responseStatus, responseTimeMs } };
  };
  return {
    mayReach: (controlUrl) => readControlUrl(controlUrl, allowed) !== null,
    addMessage: (controlUrl, words) => send(controlUrl, addMessageBody(words)),
    transfer: (controlUrl, target) => send(controlUrl, transferBody(target)),
  };
}

function outcomeOf(answer: OneAnswer): LiveCallOutcome {
  if (answer.kind !== 'answered') return answer.kind === 'lost' ? 'unsure' : 'refused';
  const { status, body } = answer;
  if (GONE.includes(status)) return 'call-over';
  if (status >= 500) return 'unsure';
  return status >= 200 && status < 300 && !complains(body) ? 'told' : 'refused';
}
