import type { EntityManager } from 'typeorm';
import { appendAudit } from '../../audit/append';
import type { AuditRow } from '../../audit/events';
import { attemptRow, eventRow, exchangeRows, type AuditedAct, type AuditScope } from '../../audit/scope';
import type { PmsExchange } from '../../domain/pms';
import type { Database } from '../../persistence/database';

type Request = Pick<PmsExchange, 'endpoint' | 'method'>;

/**
 * The audit rows of one tool call. Attempts are committed before their requests leave; outcomes are kept until the
 * answer, and committed together with it. So a read tool costs two audit commits, however many requests it makes.
 */
export class AuditTrail {
  private readonly pending: AuditRow[] = [];

  constructor(
    private readonly database: Database,
    readonly scope: AuditScope,
  ) {}

  /**
   * Commits one attempt per act, each a request to the same route. Returns the attempts' ids, in order. Throws when they
   * cannot be written.
   */
  async attempt(request: Request, acts: readonly AuditedAct[], patientRef = this.scope.patientRef): Promise<string[]> {
    const rows = acts.map((act) => attemptRow({ ...this.scope, patientRef }, act, request));
    await this.database.run((tx) => appendAudit(tx, rows));
    return rows.map((row) => row.id);
  }

  /** Keeps the outcome rows of a reply for the commit that precedes the answer. */
  outcome(
    act: AuditedAct,
    reply: { readonly exchanges: readonly PmsExchange[] },
    attemptId: string | null = null,
    patientRef = this.scope.patientRef,
  ): void {
    this.pending.push(...exchangeRows({ ...this.scope, patientRef }, act, reply, attemptId));
  }

  /** Keeps one row per patient whose record came in by the way. */
  seen(act: AuditedAct, patientRefs: readonly string[]): void {
    this.pending.push(...patientRefs.map((patientRef) => eventRow({ ...this.scope, patientRef }, act, 'success')));
  }

  add(row: AuditRow): void {
    this.pending.push(row);
  }

  /** Appends what is pending. Must be the transaction's last statement. */
  flush(tx: EntityManager): Promise<void> {
    return this.flushBy((rows) => appendAudit(tx, rows));
  }

  /** The same by a statement that does more than that. Where it fails, the rows are kept. */
  async flushBy<T>(append: (rows: readonly AuditRow[]) => Promise<T>): Promise<T> {
    const done = await append(this.pending);
    this.pending.length = 0;
    return done;
  }
}
