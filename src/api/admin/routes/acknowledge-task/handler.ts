import { z } from 'zod';
import { appendAudit } from '../../../../audit/append';
import { eventRow } from '../../../../audit/scope';
import { AuditAction } from '../../../../audit/vocabulary';
import { err, ok } from '../../../../domain/result';
import type { Database } from '../../../../persistence/database';
import { acknowledgeStaffTask, findStaffTask } from '../../../../persistence/list-staff-tasks';
import { idParams, notFound, type AdminRoute } from '../../route';
import { operatorScope } from '../common/operator-scope';
import { taskScopeOf } from '../common/task-scope';

export interface AcknowledgeTaskDeps {
  readonly database: Database;
  readonly now: () => Date;
}

const input = z.object({ params: idParams });

/**
 * `POST /admin/tasks/{id}/acknowledge`: somebody has seen it and takes it, so that it is not escalated. The first one
 * stays on record; after that, and for a task that is done, nothing changes and the answer is the same.
 */
export function acknowledgeTask({ database, now }: AcknowledgeTaskDeps): AdminRoute<z.output<typeof input>> {
  return {
    method: 'post',
    path: '/tasks/:id/acknowledge',
    roles: ['admin', 'operator', 'staff'],
    access: 'no-phi',
    input,
    handle: ({ params: { id } }, principal) =>
      database.transaction(async (tx) => {
        const task = await findStaffTask(tx, taskScopeOf(principal), id);
        if (task === null) return err(notFound);
        if (await acknowledgeStaffTask(tx, task.id, { by: principal.subject, at: now() })) {
          const act = { action: AuditAction.taskAcknowledge, subject: `task:${task.id}`, phiFields: [] };
          await appendAudit(tx, [eventRow(operatorScope(principal, task), act, 'success')]);
        }
        return ok({ status: 200, body: { id: task.id, acknowledged: true } });
      }),
  };
}
