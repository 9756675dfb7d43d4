import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { SAMPLE_ACCOUNT } from './audit-fill';

/** A question that people ask of the record, with others to ask in turn, so that no answer lies ready. */
export interface Question {
  readonly name: string;
  readonly sql: string;
  readonly askings: readonly (readonly unknown[])[];
}

const ASKINGS = 40;

/** The questions, about patients, calls, operators and days that are in the sample. */
export async function sampleQuestions(database: Client): Promise<Question[]> {
  const sampled = async (column: string): Promise<string[]> => {
    const { rows } = await database.query<{ value: string }>(
      `SELECT ${column} AS value FROM (
         SELECT * FROM pms_audit_logs TABLESAMPLE SYSTEM (5) REPEATABLE (1) WHERE patient_ref IS NOT NULL) l
       ORDER BY md5(id::text) LIMIT ${ASKINGS}`,
    );
    return rows.map((row) => row.value);
  };
  const patients = await sampled('patient_ref');
  const calls = await sampled('vapi_call_id');
  const days = await sampled(`to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD')`);
  const months = await sampled(`to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-01')`);
  const ofAccount = 'SELECT * FROM pms_audit_logs WHERE chain = $1';
  return [
    {
      name: "a patient's accesses over all years",
      sql: `${ofAccount} AND account_id = $1::uuid AND patient_ref = $2 ORDER BY chain_seq`,
      askings: patients.map((patient) => [SAMPLE_ACCOUNT, patient]),
    },
    {
      name: 'one call',
      sql: `${ofAccount} AND account_id = $1::uuid AND vapi_call_id = $2 ORDER BY chain_seq`,
      askings: calls.map((call) => [SAMPLE_ACCOUNT, call]),
    },
    {
      name: "one operator's month",
      sql: `SELECT * FROM pms_audit_logs WHERE actor_ref = $1 AND created_at >= $2::timestamp AT TIME ZONE 'UTC'
            AND created_at < ($2::timestamp + interval '1 month') AT TIME ZONE 'UTC' ORDER BY created_at`,
      askings: months.map((month, at) => [`operator-${at % 12}`, month]),
    },
    {
      name: "one account's day, counted by action",
      sql: `SELECT action, count(*) FROM pms_audit_logs WHERE chain = $1 AND created_at >= $2::timestamp AT TIME ZONE 'UTC'
            AND created_at < ($2::timestamp + interval '1 day') AT TIME ZONE 'UTC' GROUP BY 1`,
      askings: days.map((day) => [SAMPLE_ACCOUNT, day]),
    },
    {
      name: 'the newest 50 rows of an account',
      sql: `${ofAccount} ORDER BY chain_seq DESC LIMIT 50`,
      askings: Array.from({ length: ASKINGS }, () => [SAMPLE_ACCOUNT]),
    },
    {
      name: 'the newest 50 rows of all',
      sql: 'SELECT * FROM pms_audit_logs ORDER BY created_at DESC LIMIT 50',
      askings: Array.from({ length: ASKINGS }, () => []),
    },
    {
      name: 'whether a row is there, by its id alone',
      sql: 'SELECT id FROM pms_audit_logs WHERE id = ANY ($1::uuid[])',
      askings: Array.from({ length: ASKINGS }, () => [[randomUUID()]]),
    },
  ];
}

/** Milliseconds of each asking, and the rows of an answer on average. The first asking of a connection is not counted. */
export async function ask(database: Client, { sql, askings }: Question): Promise<{ times: number[]; rows: number }> {
  const times: number[] = [];
  let rows = 0;
  await database.query(sql, [...(askings[0] ?? [])]);
  for (const parameters of askings) {
    const startedAt = performance.now();
    const answer = await database.query(sql, [...parameters]);
    times.push(performance.now() - startedAt);
    rows += answer.rows.length;
  }
  return { times, rows: rows / askings.length };
}
