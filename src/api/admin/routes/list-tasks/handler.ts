import { AuditAction } from '../../../../audit/vocabulary';
import { err, ok } from '../../../../domain/result';
import { hasAccount } from '../../../../persistence/integrations';
import { listStaffTasks, openTaskDetails, type StaffTaskRow } from '../../../../persistence/list-staff-tasks';
import type { PhiCipher } from '../../../../persistence/phi-cipher';
import { toPage } from '../../../http/page';
import { auditedRead, type AuditedReadDeps } from '../../audited-read';
import { maySeeAccount } from '../../auth/principal';
import { notFound, type AdminRoute } from '../../route';
import { maySeeDetails, taskScopeOf } from '../common/task-scope';
import { listTasksInput, type ListTasksInput } from './schema';

export interface ListTasksDeps extends AuditedReadDeps {
  readonly cipher: PhiCipher;
}

/**
 * `GET /admin/tasks`: what people have been asked to do, oldest first. With the details, for those who may see them;
 * whoever does is on record before they are opened.
 */
export function listTasks(deps: ListTasksDeps): AdminRoute<ListTasksInput> {
  return {
    method: 'get',
    path: '/tasks',
    roles: ['admin', 'operator', 'privacy', 'staff'],
    access: 'audited',
    input: listTasksInput,
    async handle({ query: { accountId, status = null, kind = null, limit, cursor = null } }, principal) {
      if (accountId !== undefined) {
        const isThere =
          maySeeAccount(principal, accountId) && (await deps.database.run((m) => hasAccount(m, accountId)));
        if (!isThere) return err(notFound);
      }
      const own = taskScopeOf(principal);
      const scope = accountId === undefined ? own : { ...own, accounts: [accountId] };
      const hasDetails = maySeeDetails(principal);
      const tasks = await auditedRead(deps, principal, {
        action: AuditAction.taskRead,
        endpoint: '/admin/tasks',
        subject: `by:${[accountId && 'accountId', status && 'status', kind && 'kind'].filter(Boolean).join(',')}`,
        phiFields: ['details'],
        read: (tx) => listStaffTasks(tx, scope, { status, kind }, { after: cursor, limit }),
        disclosures: (found) => (hasDetails ? accountsWithDetails(found.slice(0, limit)) : []),
      });
      const { items, nextCursor } = toPage(tasks, limit, ({ task }) => task);
      const views = await Promise.all(
        items.map(async (task) => ({
          ...toTaskView(task),
          ...(hasDetails ? { details: await openTaskDetails(deps.cipher, task) } : {}),
        })),
      );
      return ok({ status: 200, body: { items: views, nextCursor } });
    },
  };
}

const accountsWithDetails = (tasks: readonly StaffTaskRow[]) => {
  const accounts = tasks.flatMap(({ task: { accountId, details } }) =>
    details === null || accountId === null ? [] : accountId,
  );
  return [...new Set(accounts)].map((accountId) => ({ accountId }));
};

/** Field by field, so that a new column is not shown by accident. */
const toTaskView = (task: StaffTaskRow['task']) => ({
  id: task.id,
  accountId: task.accountId,
  integrationId: task.integrationId,
  bookingId: task.bookingId,
  changeId: task.changeId,
  kind: task.kind,
  reasonCode: task.reasonCode,
  status: task.status,
  dueAt: task.dueAt,
  notifiedAt: task.notifiedAt,
  acknowledgedAt: task.acknowledgedAt,
  acknowledgedBy: task.acknowledgedBy,
  escalatedAt: task.escalatedAt,
  closedAt: task.closedAt,
  createdAt: task.createdAt,
});
