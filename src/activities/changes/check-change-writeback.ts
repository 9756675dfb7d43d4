import { appendAudit } from '../../audit/append';
import { exchangeRows } from '../../audit/scope';
import { AuditAction } from '../../audit/vocabulary';
import { BookingReason } from '../../domain/booking/operation';
import type { ChangeStand, ChangeStep } from '../../domain/changes/steps';
import { phi } from '../../domain/phi';
import { recordProven } from '../../persistence/capabilities';
import { sealCreated } from '../../persistence/change-details';
import { advanceChange } from './advance-change';
import type { ChangeDeps } from './change-manner';
import { openTaskForChange } from './change-tasks';
import { loadChange } from './load-change';
import { readStand } from './read-stand';

/** Asks what became of the write-back. Done without error is *confirmed*; an error is *failed*, with a staff task. */
export const checkChangeWriteback =
  (deps: ChangeDeps) =>
  async (step: ChangeStep): Promise<ChangeStand> => {
    const context = await loadChange(deps, step);
    const { change, practice, manner, scope } = context;
    const { accountId, writebackId } = change;
    if (change.state !== 'sent' || writebackId === null) return readStand(change);

    const office = { office: practice.office, priority: 'background' } as const;
    const reply = await deps.sikka.writebacks.getWritebackStatus(office, writebackId);
    const rows = exchangeRows(scope, { action: AuditAction.writebackRead, phiFields: ['payload_body'] }, reply);
    const status = reply.ok ? reply.value : ({ state: 'pending' } as const);

    return deps.database.transaction(async (tx): Promise<ChangeStand> => {
      if (status.state === 'done') {
        const { createdId } = status;
        const created = createdId === null ? null : await sealCreated(deps.cipher, accountId, phi(createdId));
        await recordProven(tx, accountId, practice.integrationId, manner.write);
        await advanceChange(tx, deps, context, { to: 'confirmed', created }, rows);
        return { accountId, kind: 'confirmed' };
      }
      if (status.state === 'failed') {
        const reasonCode = BookingReason.writebackFailed;
        const kind = manner.byHandTask;
        await openTaskForChange(tx, deps, context, { kind, reasonCode, answered: status.reason });
        await advanceChange(tx, deps, context, { to: 'failed', reasonCode }, rows);
        return { accountId, kind: 'failed' };
      }
      await appendAudit(tx, rows);
      return { accountId, kind: 'sent' };
    });
  };
