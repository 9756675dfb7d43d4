import type { EntityManager } from 'typeorm';
import { appendAudit } from '../../audit/append';
import type { AuditRow } from '../../audit/events';
import { eventRow } from '../../audit/scope';
import { AuditAction } from '../../audit/vocabulary';
import type { MatchKey } from '../../domain/writeback-match/match-keys';
import { findOwnWriteback } from '../../services/writeback-sweep/own-writeback';
import { sweepWritebacks } from '../../services/writeback-sweep/sweep-writebacks';
import type { ChangeContext, ChangeDeps } from './change-manner';

const LOOK_UP = { action: AuditAction.writebackLookUp, phiFields: ['api_request_body'] };

/**
 * Moves a change on where its write-back is the only one on Sikka's list that can be it. The look-up and the move are one
 * transaction, so that no two take the same one. Null where nothing was found.
 */
export async function adoptWriteback<T>(
  deps: ChangeDeps,
  { change, practice, scope }: ChangeContext,
  key: MatchKey | null,
  move: (tx: EntityManager, writebackId: string, rows: readonly AuditRow[]) => Promise<T>,
): Promise<T | null> {
  if (key === null) return null;
  const swept = await sweepWritebacks(deps)({ startedAfter: deps.now() });
  const rows = [eventRow(scope, LOOK_UP, swept === 'done' ? 'success' : 'failure')];
  return deps.database.transaction(async (tx) => {
    const lost = { office: practice.office, key, subject: { changeId: change.id } };
    const writebackId = await findOwnWriteback(tx, deps.index, lost);
    if (writebackId !== null) return move(tx, writebackId, rows);
    await appendAudit(tx, rows);
    return null;
  });
}
