import { randomUUID } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { toAppendArgument } from '../audit/append';
import type { AuditRow } from '../audit/events';
import { phi, type Phi } from '../domain/phi';
import { ToolCallEntity } from './entities/tool-call';
import type { PhiCipher } from './phi-cipher';
import { insertPromiseFrom, promiseValues, type NewPromise } from './promises';

const ARGUMENTS = 'tool_calls.arguments';
const ANSWER = 'tool_calls.answer';

export interface NewToolCall {
  readonly accountId: string;
  readonly callSessionId: string;
  readonly toolCallId: string;
  readonly tool: string;
  readonly argumentsIndex: string;
  readonly arguments: Phi<unknown>;
}

/** What the model has called before in the same phone call, counted up to `COUNTED_AT_MOST`. */
export interface EarlierCalls {
  /** The same tool with the same arguments. */
  readonly equal: number;
  readonly ofTool: number;
  readonly inAll: number;
}

/** More than any limit asks about; the count of a model that runs in circles may not become work itself. */
const COUNTED_AT_MOST = 100;

export type ToolCallClaim<A> =
  /** This process is to answer it. */
  | { readonly kind: 'claimed'; readonly rowId: string; readonly earlier: EarlierCalls }
  /** Another request is at work on it; ask again. */
  | { readonly kind: 'running' }
  | { readonly kind: 'answered'; readonly answer: Phi<A> }
  /** The same id came before with another tool or other arguments. */
  | { readonly kind: 'different' };

/**
 * Claims a tool call for `leaseMs`. A repeat gets the stored answer; a repeat while the first is still being answered
 * is told so; when the first process has died and its lease is over, the repeat takes over.
 */
export async function claimToolCall<A>(
  tx: EntityManager,
  cipher: PhiCipher,
  call: NewToolCall,
  leaseMs: number,
): Promise<ToolCallClaim<A>> {
  const sealed = await cipher.seal(call.accountId, ARGUMENTS, call.arguments);
  const claimed = await tx.query<{ id: string; earlier: EarlierCalls }[]>(
    `INSERT INTO tool_calls AS t
       (id, account_id, call_session_id, tool_call_id, tool, arguments_index, arguments, lease_expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, now() + $8 * interval '1 millisecond')
     ON CONFLICT (call_session_id, tool_call_id) DO UPDATE SET lease_expires_at = excluded.lease_expires_at
       WHERE t.answer IS NULL AND t.lease_expires_at < now()
         AND t.tool = excluded.tool AND t.arguments_index = excluded.arguments_index
     RETURNING id, (
       SELECT json_build_object('equal', count(*) FILTER (WHERE e.tool = $5 AND e.arguments_index = $6),
                'ofTool', count(*) FILTER (WHERE e.tool = $5), 'inAll', count(*))
         FROM (SELECT tool, arguments_index FROM tool_calls WHERE call_session_id = $3 AND tool_call_id <> $4
                LIMIT ${COUNTED_AT_MOST}) e) AS earlier`,
    [
      randomUUID(),
      call.accountId,
      call.callSessionId,
      call.toolCallId,
      call.tool,
      call.argumentsIndex,
      sealed,
      leaseMs,
    ],
  );
  const mine = claimed[0];
  if (mine !== undefined) return { kind: 'claimed', rowId: mine.id, earlier: mine.earlier };

  const key = { callSessionId: call.callSessionId, toolCallId: call.toolCallId };
  const row = await tx.findOneByOrFail(ToolCallEntity, key);
  if (row.tool !== call.tool || row.argumentsIndex !== call.argumentsIndex) return { kind: 'different' };
  if (row.answer === null) return { kind: 'running' };
  return { kind: 'answered', answer: await cipher.open<A>(row.accountId, ANSWER, row.answer) };
}

const PUT_ON_RECORD = `
  WITH stored AS (
    UPDATE tool_calls SET answer = $2, answered_at = now() WHERE id = $1 AND answer IS NULL RETURNING id
  ), said AS (
    ${insertPromiseFrom(4)} WHERE $4::uuid IS NOT NULL
  )
  SELECT EXISTS (SELECT FROM stored) AS "isStored", audit_append($3::jsonb)`;

/**
 * Keeps the answer of a tool call, where the first one stays, with what it promises and its audit rows, in one
 * statement. Gives the answer that stands.
 */
export async function putAnswerOnRecord<A>(
  tx: EntityManager,
  cipher: PhiCipher,
  { accountId, rowId, answer, promise, rows }: AnswerToKeep<A>,
): Promise<Phi<A>> {
  const [sealed, words] = await Promise.all([
    cipher.seal(accountId, ANSWER, phi(answer)),
    promiseValues(cipher, promise),
  ]);
  const [put] = await tx.query<[{ isStored: boolean }]>(PUT_ON_RECORD, [
    rowId,
    sealed,
    toAppendArgument(rows),
    ...words,
  ]);
  if (put.isStored) return phi(answer);
  const row = await tx.findOneByOrFail(ToolCallEntity, { id: rowId });
  return row.answer === null ? phi(answer) : cipher.open<A>(accountId, ANSWER, row.answer);
}

export interface AnswerToKeep<A> {
  readonly accountId: string;
  readonly rowId: string;
  readonly answer: A;
  /** Null where the answer promises nothing. */
  readonly promise: NewPromise | null;
  readonly rows: readonly AuditRow[];
}
