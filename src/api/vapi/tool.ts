import type { EntityManager } from 'typeorm';
import type { z } from 'zod';
import type { AuditOutcome, AuditRow } from '../../audit/events';
import type { Authority } from '../../domain/authority';
import type { SpokenName } from '../../domain/disclosure/view';
import type { Language } from '../../domain/language';
import type { ToolText } from '../../domain/status-words';
import type { ToolName } from '../../domain/tools';
import type { CallSession } from '../../persistence/call-sessions';
import type { PracticeOnLine } from '../../persistence/practices';
import type { AuditTrail } from './audit-trail';

/** What a handler may use while it answers one tool call. */
export interface ToolContext {
  readonly practice: PracticeOnLine;
  readonly session: CallSession;
  /** What the caller is answered in. */
  readonly language: Language;
  readonly toolCallId: string;
  readonly authority: Authority;
  readonly trail: AuditTrail;
  readonly now: Date;
  /** Milliseconds left for the answer at the moment of asking. */
  readonly remainingMs: () => number;
  /** Aborts when the deadline has passed. */
  readonly signal: AbortSignal;
}

/** What the answer gives away, for the audit row that is committed before it. */
export interface Disclosure {
  readonly outcome: AuditOutcome;
  readonly level: AuditRow['assurance_level'];
  readonly evidence: AuditRow['evidence'];
  readonly patientRef: string | null;
  readonly phiFields: readonly SpokenName[];
}

export const NOTHING_DISCLOSED: Disclosure = {
  outcome: 'success',
  level: 'L0',
  evidence: [],
  patientRef: null,
  phiFields: [],
};

/** What an answer to a write promises about: kept in the ledger of promises with the words that were said. */
export interface PromiseSubject {
  readonly bookingId: string | null;
  readonly changeId: string | null;
  /** By which an answer is found that is about no row: the time was gone before anything came about. */
  readonly operationKey?: string;
  readonly patientIndex: string | null;
}

export interface ToolReply {
  readonly text: ToolText;
  readonly disclosure: Disclosure;
  /** Set by every answer of a write that came about or may have. */
  readonly promise?: PromiseSubject;
}

/**
 * What a handler comes to: a reply, or one that is completed in the transaction that puts the answer on record. So a
 * code is handed out, or a failed attempt counted, if and only if the caller hears of it.
 */
export type ToolOutcome = ToolReply | { readonly complete: (tx: EntityManager) => Promise<ToolReply> };

/** An answer that says nothing about any patient. */
export const plainReply = (text: ToolText, outcome: AuditOutcome = 'success'): ToolReply => ({
  text,
  disclosure: { ...NOTHING_DISCLOSED, outcome },
});

/** One tool: its arguments as a schema with instructive messages, and what it does. */
export interface Tool<A = never> {
  readonly name: ToolName;
  readonly arguments: z.ZodType<A>;
  handle(args: A, context: ToolContext): Promise<ToolOutcome>;
}

/** Ties a tool's schema to its handler, so that the registry can hold tools of different arguments. */
export interface RunnableTool {
  readonly name: ToolName;
  run(args: unknown, context: ToolContext): Promise<ToolOutcome>;
}
