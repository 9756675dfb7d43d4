import { appendAudit, appendAuditOnce } from '../audit/append';
import { auditRow } from '../audit/events';
import {
  attemptRow,
  BLANK_SCOPE,
  eventRow,
  exchangeOutcome,
  outcomeRow,
  type AuditedAct,
  type AuditScope,
} from '../audit/scope';
import { AuditAction } from '../audit/vocabulary';
import type { UnrecordedRows } from '../domain/booking/operation';
import { phi } from '../domain/phi';
import { TEXT_REQUEST, type Texts } from '../messaging/texts';
import type { Database } from '../persistence/database';
import { countEscalated, escalateTasks, listOverdueAccounts, type EscalatedTask } from '../persistence/staff-notices';
import { operatorWords } from '../services/staff-notices/say';
import { runTraceId } from './run-trace-id';

export interface EscalateDeps {
  readonly database: Database;
  readonly texts: Texts | null;
  readonly appBaseUrl: string | null;
  /** In E.164; null: the operator is not texted. */
  readonly operatorAlertNumber: string | null;
  /** Told after the commit, of those that this attempt has escalated. */
  readonly onEscalated: (tasks: number) => void;
}

export interface AlertedOperator {
  readonly unrecorded: UnrecordedRows;
}

/** Of one account in one commit. What is over is met a minute later. */
const MAX_TASKS = 200;

const ALERT: AuditedAct = { action: AuditAction.staffNotify, subject: 'operator-alert', phiFields: [] };

export type EscalateActivities = ReturnType<typeof createEscalateActivities>;

/** Steps of telling the operator what nobody at a practice has taken in time. */
export const createEscalateActivities = (deps: EscalateDeps) => ({
  /**
   * Escalates what was due by `at` (an ISO instant, the same whenever this is tried again) and that nobody has
   * acknowledged, once in each task's life. Gives how many this run has escalated, over all its attempts.
   */
  async escalateOverdue({ at }: { readonly at: string }): Promise<{ readonly tasks: number }> {
    const escalatedAt = new Date(at);
    for (const accountId of await deps.database.run((tx) => listOverdueAccounts(tx, escalatedAt))) {
      await escalateOf(deps, accountId, escalatedAt);
    }
    return { tasks: await deps.database.run((tx) => countEscalated(tx, escalatedAt)) };
  },

  /** Texts the operator, where a number is set. One attempt; the log and the metrics say it too. */
  async alertOperator({ tasks }: { readonly tasks: number }): Promise<AlertedOperator> {
    const { database, texts, appBaseUrl, operatorAlertNumber } = deps;
    if (texts === null || appBaseUrl === null || operatorAlertNumber === null) return { unrecorded: [] };
    const scope = { ...BLANK_SCOPE, traceId: runTraceId() };
    const attempt = attemptRow(scope, ALERT, TEXT_REQUEST);
    await database.run((tx) => appendAudit(tx, [attempt]));
    const words = operatorWords(tasks, `${appBaseUrl}/tasks`);
    const { exchange } = await texts.send({ to: phi(operatorAlertNumber), words });
    return { unrecorded: [outcomeRow(scope, ALERT, exchange, exchangeOutcome(exchange), attempt.id)] };
  },

  /** Puts on record how the operator's text ended. */
  async settleAlert({ unrecorded }: AlertedOperator): Promise<void> {
    const rows = unrecorded.map((row) => auditRow.parse(row));
    await deps.database.transaction((tx) => appendAuditOnce(tx, rows));
  },
});

async function escalateOf({ database, onEscalated }: EscalateDeps, accountId: string | null, at: Date): Promise<void> {
  const traceId = runTraceId();
  const tasks = await database.transaction(async (tx) => {
    const escalated = await escalateTasks(tx, accountId, at, MAX_TASKS);
    const scopeOf = ({ integrationId }: EscalatedTask): AuditScope => ({
      ...BLANK_SCOPE,
      accountId,
      integrationId,
      traceId,
    });
    const rows = escalated.map((task) =>
      eventRow(
        scopeOf(task),
        { action: AuditAction.staffNotify, subject: `escalated:${task.id}`, phiFields: [] },
        'success',
      ),
    );
    await appendAudit(tx, rows);
    return escalated.length;
  });
  if (tasks > 0) onEscalated(tasks);
}
