import { AuditAction } from '../../../../audit/vocabulary';
import { err, ok } from '../../../../domain/result';
import { hasAccount } from '../../../../persistence/integrations';
import { listBookings as readBookings, type BookingRow } from '../../../../persistence/list-bookings';
import { toPage } from '../../../http/page';
import { auditedRead, type AuditedReadDeps } from '../../audited-read';
import { maySeeAccount } from '../../auth/principal';
import { notFound, type AdminRoute } from '../../route';
import { listBookingsInput, type ListBookingsInput } from './schema';

export type ListBookingsDeps = AuditedReadDeps;

/**
 * `GET /admin/bookings`: how far each visit is on its way into the practice's book, oldest first. Whose visit it is stays
 * out of the answer; that somebody has looked is on record all the same, in the chain of each account that is in it.
 */
export function listBookings(deps: ListBookingsDeps): AdminRoute<ListBookingsInput> {
  return {
    method: 'get',
    path: '/bookings',
    roles: ['admin', 'operator', 'staff'],
    access: 'audited',
    input: listBookingsInput,
    async handle({ query: { callId, state, accountId, limit, cursor = null } }, principal) {
      if (accountId !== undefined) {
        const isThere =
          maySeeAccount(principal, accountId) && (await deps.database.run((m) => hasAccount(m, accountId)));
        if (!isThere) return err(notFound);
      }
      const scope = accountId === undefined ? principal.accounts : [accountId];
      const filter = { callId: callId ?? null, state: state ?? null };
      const rows = await auditedRead(deps, principal, {
        action: AuditAction.bookingsRead,
        endpoint: '/admin/bookings',
        subject: `by:${[callId && 'callId', state && 'state', accountId && 'accountId'].filter(Boolean).join(',')}`,
        phiFields: [],
        read: (tx) => readBookings(tx, scope, filter, { after: cursor, limit }),
        disclosures: (found) => disclosuresOf(found.slice(0, limit), accountId ?? null, callId ?? null),
      });
      return ok({ status: 200, body: toPage(rows, limit, toBookingView) });
    },
  };
}

/** What was asked for is named only where there is such a call: anything may be typed into a filter. */
function disclosuresOf(found: readonly BookingRow[], accountId: string | null, vapiCallId: string | null) {
  const accounts = new Set(found.map(({ booking }) => booking.accountId));
  if (accounts.size === 0) return [{ accountId }];
  return [...accounts].map((each) => ({ accountId: each, vapiCallId }));
}

/** Field by field, so that a new column is not shown by accident. */
const toBookingView = ({ booking, vapiCallId }: BookingRow) => ({
  id: booking.id,
  accountId: booking.accountId,
  integrationId: booking.integrationId,
  callId: vapiCallId,
  code: booking.code,
  state: booking.state,
  tool: booking.tool,
  route: booking.route,
  startsAt: booking.startsAt,
  localDate: booking.localDate,
  localTime: booking.localTime,
  reasonCode: booking.reasonCode,
  workflowId: booking.workflowId,
  ...(booking.writebackId === null ? {} : { writebackId: booking.writebackId }),
  createdAt: booking.createdAt,
  updatedAt: booking.updatedAt,
});
