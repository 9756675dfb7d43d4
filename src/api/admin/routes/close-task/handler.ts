import { z } from 'zod';
import { appendAudit } from '../../../../audit/append';
import type { AuditRow } from '../../../../audit/events';
import { BLANK_SCOPE, eventRow } from '../../../../audit/scope';
import { AuditAction } from '../../../../audit/vocabulary';
import { err, ok } from '../../../../domain/result';
import type { Database } from '../../../../persistence/database';
import type { StaffTaskEntity } from '../../../../persistence/entities/staff-task';
import { closeStaffTask, findStaffTask } from '../../../../persistence/list-staff-tasks';
import { StaffTaskKind } from '../../../../persistence/staff-tasks';
import { AdminRole, type AdminPrincipal } from '../../auth/principal';
import { idParams, notFound, type AdminRoute } from '../../route';
import { taskScopeOf } from '../common/task-scope';

export interface CloseTaskDeps {
  readonly database: Database;
  readonly now: () => Date;
}

const input = z.object({ params: idParams });

/** `POST /admin/tasks/{id}/done`, with a row of who settled it. A task that is done already stays so, and the answer is the same. */
export function closeTask({ database, now }: CloseTaskDeps): AdminRoute<z.output<typeof input>> {
  return {
    method: 'post',
    path: '/tasks/:id/done',
    roles: ['admin', 'operator', 'staff', 'privacy'],
    access: 'no-phi',
    input,
    handle: ({ params: { id } }, principal) =>
      database.transaction(async (tx) => {
        const task = await findStaffTask(tx, taskScopeOf(principal), id);
        if (task === null) return err(notFound);
        if (!mayClose(principal, task.kind)) return err({ code: 'forbidden' });
        const hasClosed = await closeStaffTask(tx, task.id, { by: principal.subject, at: now() });
        if (hasClosed) await appendAudit(tx, [closedRow(task, principal)]);
        return ok({ status: 200, body: { id: task.id, status: 'done' } });
      }),
  };
}

function closedRow(
  { id, accountId, integrationId }: StaffTaskEntity,
  { subject: actorRef, traceId = null }: AdminPrincipal,
): AuditRow {
  const scope = { ...BLANK_SCOPE, accountId, integrationId, actorType: 'operator', actorRef, traceId } as const;
  return eventRow(scope, { action: AuditAction.taskClose, subject: `task:${id}`, phiFields: [] }, 'success');
}

/** A privacy officer sees every task, and settles those that the review has opened. */
const mayClose = ({ roles }: AdminPrincipal, kind: string): boolean =>
  kind === StaffTaskKind.privacyReview || roles.some((role) => role !== AdminRole.privacy);
