import { appendAudit } from '../../audit/append';
import type { ChangeReadBack, ChangeStep } from '../../domain/changes/steps';
import { sealCreated } from '../../persistence/change-details';
import { noteCreated } from '../../persistence/change-moves';
import type { ChangeDeps } from './change-manner';
import { loadChange } from './load-change';

/** Reads in the practice's own book what was confirmed, and learns the id of what was made where nobody has told it. */
export const readBackChange =
  (deps: ChangeDeps) =>
  async (step: ChangeStep): Promise<ChangeReadBack> => {
    const context = await loadChange(deps, step);
    const { accountId, id } = context.change;
    const { kind, rows, createdId = null } = await context.manner.see(deps, context);
    await deps.database.transaction(async (tx) => {
      if (createdId !== null)
        await noteCreated(tx, accountId, id, await sealCreated(deps.cipher, accountId, createdId));
      await appendAudit(tx, rows);
    });
    const isAsWanted = kind === 'proof' || kind === 'nothing-against';
    return { accountId, kind: isAsWanted ? 'matches' : kind };
  };
