import { Client } from 'pg';
import type { BookingState } from '../../../src/domain/booking/states';

/** What our own database says at the end, as rows: looked at round the product's own code. */
export interface OurRecords {
  readonly bookings: readonly BookingRecord[];
  readonly changes: readonly ChangeRecord[];
  readonly toolCalls: readonly ToolCallRecord[];
  readonly tasks: readonly TaskRecord[];
  readonly moves: readonly MoveRecord[];
  readonly promises: readonly PromiseRecord[];
  readonly attempts: readonly AttemptRecord[];
  readonly offers: readonly OfferRecord[];
}

export interface BookingRecord {
  readonly id: string;
  readonly callId: string;
  readonly tool: string;
  readonly slot: string;
  readonly code: string;
  readonly state: BookingState;
  readonly route: string;
  readonly writeKind: string;
  readonly reasonCode: string | null;
  readonly referenceCode: string;
  readonly writebackId: string | null;
  readonly appointmentSrNo: string | null;
  readonly replacesId: string | null;
  /** The new patient's chart that it waits for. */
  readonly awaitsId: string | null;
  readonly workflowId: string;
  readonly officeId: string;
  readonly practiceId: string;
  readonly date: string;
  readonly time: string;
  readonly providerId: string;
  readonly operatory: string;
}

export interface ChangeRecord {
  readonly id: string;
  readonly callId: string;
  readonly kind: string;
  readonly code: string;
  readonly state: BookingState;
  readonly reasonCode: string | null;
  readonly bookingId: string | null;
  readonly writebackId: string | null;
  readonly workflowId: string;
  /** The booking whose second step it is: the old visit of a move. That booking has its task, if there is one. */
  readonly moveId: string | null;
}

export interface ToolCallRecord {
  readonly callId: string;
  readonly toolCallId: string;
  readonly isAnswered: boolean;
}

export interface TaskRecord {
  readonly id: string;
  readonly bookingId: string | null;
  readonly changeId: string | null;
  readonly operationKey: string | null;
  readonly kind: string;
  readonly reasonCode: string;
  readonly isOpen: boolean;
}

export interface MoveRecord {
  /** Of a booking or a change. */
  readonly subjectId: string;
  readonly to: BookingState;
  readonly atMs: number;
}

export interface PromiseRecord {
  readonly subjectId: string | null;
  readonly channel: string;
  readonly statusWord: string;
  readonly atMs: number;
}

/** Requests that were put on record before they left. */
export interface AttemptRecord {
  readonly workflowId: string;
  readonly action: string;
  readonly count: number;
}

/** What an operation of a call is keyed by. */
export interface OfferRecord {
  readonly callId: string;
  readonly accountId: string;
  readonly slot: string;
  readonly patientIndex: string | null;
  readonly providerId: string;
  readonly operatory: string;
  readonly startsAtMs: number;
}

const BOOKINGS = `
  SELECT b.id, s.vapi_call_id AS "callId", b.tool, o.code AS slot, b.code, b.state, b.route, b.write_kind AS "writeKind",
    b.reason_code AS "reasonCode", b.reference_code AS "referenceCode", b.writeback_id AS "writebackId",
    b.appointment_sr_no AS "appointmentSrNo", b.replaces_booking_id AS "replacesId", b.awaits_change_id AS "awaitsId", b.workflow_id AS "workflowId",
    i.office_id AS "officeId", i.practice_id AS "practiceId", b.local_date AS date, b.local_time AS time,
    b.provider_id AS "providerId", b.operatory
  FROM bookings b JOIN call_sessions s ON s.id = b.call_session_id JOIN offers o ON o.id = b.offer_id
    JOIN pms_integrations i ON i.id = b.integration_id ORDER BY b.created_at`;
const CHANGES = `
  SELECT c.id, s.vapi_call_id AS "callId", c.kind, c.code, c.state, c.reason_code AS "reasonCode",
    c.booking_id AS "bookingId", c.writeback_id AS "writebackId", c.workflow_id AS "workflowId",
    substring(c.operation_key FROM '^release-(.*)$') AS "moveId"
  FROM pms_changes c JOIN call_sessions s ON s.id = c.call_session_id ORDER BY c.created_at`;
const TOOL_CALLS = `
  SELECT s.vapi_call_id AS "callId", t.tool_call_id AS "toolCallId", t.answer IS NOT NULL AS "isAnswered"
  FROM tool_calls t JOIN call_sessions s ON s.id = t.call_session_id`;
const TASKS = `
  SELECT id, booking_id AS "bookingId", change_id AS "changeId", operation_key AS "operationKey", kind,
    reason_code AS "reasonCode", status = 'open' AS "isOpen" FROM staff_tasks`;
const MOVES = `
  SELECT booking_id AS "subjectId", to_state AS to, (extract(epoch FROM at) * 1000)::float8 AS "atMs"
    FROM booking_transitions
  UNION ALL
  SELECT change_id, to_state, (extract(epoch FROM at) * 1000)::float8 FROM change_transitions`;
const PROMISES = `
  SELECT coalesce(booking_id, change_id) AS "subjectId", channel, status_word AS "statusWord",
    (extract(epoch FROM promised_at) * 1000)::float8 AS "atMs" FROM promises`;
const ATTEMPTS = `
  SELECT workflow_id AS "workflowId", action, count(*)::int AS count FROM pms_audit_logs
  WHERE kind = 'attempt' AND workflow_id IS NOT NULL GROUP BY workflow_id, action`;
const OFFERS = `
  SELECT s.vapi_call_id AS "callId", o.account_id AS "accountId", o.code AS slot, p.patient_index AS "patientIndex",
    o.provider_id AS "providerId", o.operatory, (extract(epoch FROM o.starts_at) * 1000)::float8 AS "startsAtMs"
  FROM offers o JOIN call_sessions s ON s.id = o.call_session_id
    LEFT JOIN call_patients p ON p.call_session_id = s.id`;

export async function readOurRecords(databaseUrl: string): Promise<OurRecords> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const rows = async <T>(sql: string): Promise<T[]> => (await client.query(sql)).rows as T[];
    return {
      bookings: await rows(BOOKINGS),
      changes: await rows(CHANGES),
      toolCalls: await rows(TOOL_CALLS),
      tasks: await rows(TASKS),
      moves: await rows(MOVES),
      promises: await rows(PROMISES),
      attempts: await rows(ATTEMPTS),
      offers: await rows(OFFERS),
    };
  } finally {
    await client.end();
  }
}
