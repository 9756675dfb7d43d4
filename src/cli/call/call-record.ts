import { z } from 'zod';
import type { EntityManager } from 'typeorm';
import { listTransitions } from '../../persistence/booking-changes';
import type { Database } from '../../persistence/database';
import { BookingEntity } from '../../persistence/entities/booking';
import type { BookingTransitionEntity } from '../../persistence/entities/booking-transition';
import { CallSessionEntity } from '../../persistence/entities/call-session';
import { OfferEntity } from '../../persistence/entities/offer';
import { findPracticeByLine, type Practice } from '../../persistence/practices';

const auditRowSchema = z.object({
  at: z.date(),
  kind: z.string(),
  actorType: z.string(),
  action: z.string(),
  outcome: z.string(),
  endpoint: z.string().nullable(),
  responseStatus: z.number().nullable(),
  responseTimeMs: z.number().nullable(),
  phiFields: z.array(z.string()),
  toolCallId: z.string().nullable(),
});
export type AuditLine = z.infer<typeof auditRowSchema>;

export interface RecordedBooking {
  readonly booking: BookingEntity;
  /** Oldest first. */
  readonly transitions: readonly BookingTransitionEntity[];
}

/** What the back end's own tables know of one phone call. */
export interface CallRecord {
  readonly practice: Practice;
  /** Oldest first. */
  listBookings(): Promise<RecordedBooking[]>;
  /** The offer behind a code; null when the code was not handed out in this call. */
  findOffer(code: string): Promise<OfferEntity | null>;
  findSession(): Promise<CallSessionEntity | null>;
  /** Tasks of the practice's people to call this caller back. */
  countCallBackTasks(): Promise<number>;
  /** The call's rows of `pms_audit_logs`, in the order of the chain. */
  listAuditLines(): Promise<AuditLine[]>;
}

const CALL_BACK_TASKS = `
  SELECT count(*)::int AS tasks FROM staff_tasks t
    JOIN callbacks c ON c.account_id = t.account_id AND c.id::text = t.operation_key
    JOIN call_sessions s ON s.id = c.call_session_id
   WHERE s.account_id = $1 AND s.vapi_call_id = $2 AND t.kind = 'call-back'`;
const countSchema = z.tuple([z.object({ tasks: z.number() })]);

const AUDIT_LINES = `
  SELECT created_at AS "at", kind, actor_type AS "actorType", action, outcome, endpoint,
         response_status AS "responseStatus", response_time AS "responseTimeMs", phi_fields AS "phiFields",
         tool_call_id AS "toolCallId"
    FROM pms_audit_logs WHERE account_id = $1 AND vapi_call_id = $2 ORDER BY chain_seq`;

/** Opens the record of a call on a line. Null: no practice answers on that line. Nothing is ever written. */
export async function openCallRecord(
  database: Database,
  phoneNumberId: string,
  vapiCallId: string,
): Promise<CallRecord | null> {
  const practice = await database.run((m) => findPracticeByLine(m, { phoneNumberId, assistantId: null }));
  if (practice === null) return null;
  const { accountId } = practice;
  const findSession = (m: EntityManager): Promise<CallSessionEntity | null> =>
    m.findOneBy(CallSessionEntity, { accountId, vapiCallId });
  return {
    practice,
    findSession: () => database.run(findSession),
    listBookings: () =>
      database.run(async (m) => {
        const session = await findSession(m);
        if (session === null) return [];
        const where = { accountId, callSessionId: session.id };
        const bookings = await m.find(BookingEntity, { where, order: { createdAt: 'ASC' } });
        const recorded: RecordedBooking[] = [];
        for (const booking of bookings) {
          recorded.push({ booking, transitions: await listTransitions(m, accountId, booking.id) });
        }
        return recorded;
      }),
    findOffer: (code) =>
      database.run(async (m) => {
        const session = await findSession(m);
        return session === null ? null : m.findOneBy(OfferEntity, { accountId, callSessionId: session.id, code });
      }),
    countCallBackTasks: () =>
      database.run(async (m) => countSchema.parse(await m.query(CALL_BACK_TASKS, [accountId, vapiCallId]))[0].tasks),
    listAuditLines: () =>
      database.run(async (m) => z.array(auditRowSchema).parse(await m.query(AUDIT_LINES, [accountId, vapiCallId]))),
  };
}
