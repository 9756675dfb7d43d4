import { appendAudit } from '../../audit/append';
import type { ChangeStand, ChangeStep } from '../../domain/changes/steps';
import { sealCreated } from '../../persistence/change-details';
import { settleChangeIntent } from '../../persistence/write-intents';
import { advanceChange } from './advance-change';
import type { ChangeContext, ChangeDeps } from './change-manner';
import { adoptWriteback } from './find-own-writeback';
import { loadChange } from './load-change';
import { readStand } from './read-stand';

/**
 * Looks for a write whose answer was lost: first among the write-backs, then in the practice's own book, where that
 * proves it. Finding nothing proves nothing, and never leads to a second send.
 */
export const lookUpChange =
  (deps: ChangeDeps) =>
  async (step: ChangeStep): Promise<ChangeStand> => {
    const context = await loadChange(deps, step);
    const { accountId, id } = context.change;
    const before = readStand(context.change);
    if (before.kind !== 'open') return before;

    const key = await context.manner.keyOf(deps, context);
    const sent = await adoptWriteback(deps, context, key, async (tx, writebackId, rows) => {
      await settleChangeIntent(tx, accountId, id, 'accepted');
      await advanceChange(tx, deps, context, { to: 'sent', writebackId }, rows);
      return { accountId, kind: 'sent' } as const;
    });
    if (sent !== null) return sent;

    const { move, rows } = await seeIt(deps, context);
    return deps.database.transaction(async (tx): Promise<ChangeStand> => {
      if (move === null) {
        await appendAudit(tx, rows);
        return { accountId, kind: 'open' };
      }
      await settleChangeIntent(tx, accountId, id, 'accepted');
      await advanceChange(tx, deps, context, move, rows);
      return { accountId, kind: 'confirmed' };
    });
  };

async function seeIt(deps: ChangeDeps, context: ChangeContext) {
  const { kind, rows, createdId = null } = await context.manner.see(deps, context);
  if (kind !== 'proof') return { move: null, rows };
  const created = createdId === null ? null : await sealCreated(deps.cipher, context.change.accountId, createdId);
  return { move: { to: 'confirmed', created } as const, rows };
}
