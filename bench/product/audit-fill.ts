import type { Client } from 'pg';

export interface AuditSample {
  readonly rows: number;
  /** Calendar months, the running one included, that the rows are spread over. */
  readonly months: number;
}

/** The group whose record it is: all its practices share a chain. */
export const SAMPLE_ACCOUNT = '6f1d2c3b-0000-4000-8000-000000000001';
export const SAMPLE_PRACTICES = 40;
/** Per practice. */
const PATIENTS = 3_000;
const OPERATORS = 12;
/** One row in so many is of no account: forged webhooks, seals, reviews. */
const SYSTEM_SHARE = 400;

/**
 * What a call leaves: a search with its five reads, the patients whose records came in, open times, a booking with its
 * write, states and read-back; and now and then an operator who reads a payload. Columns: place, kind, action, outcome,
 * endpoint, method, whether it names the patient, fields.
 */
const ROWS_OF_A_CALL = `
  SELECT i, 'attempt', 'pms.patients.search', 'pending', '/patients', 'GET', false, '{firstname,lastname,birthdate,cell}'
    FROM generate_series(1, 5) i
  UNION ALL
  SELECT 5 + i, 'outcome', 'pms.patients.search', 'success', '/patients', 'GET', false, '{firstname,lastname,birthdate,cell}'
    FROM generate_series(1, 5) i
  UNION ALL VALUES
    (11, 'event', 'patient.seen', 'success', NULL, NULL, true, '{firstname,lastname,birthdate,cell}'),
    (12, 'outcome', 'tool.call', 'success', '/vapi/tools/search-patients', 'POST', true, '{firstname}'),
    (13, 'outcome', 'tool.call', 'success', '/vapi/tools/check-availability', 'POST', true, '{}'),
    (14, 'event', 'booking.transition', 'success', NULL, NULL, true, '{}'),
    (15, 'attempt', 'pms.appointment.create', 'pending', '/appointment', 'POST', true, '{patient_id,appointment_date}'),
    (16, 'outcome', 'pms.appointment.create', 'success', '/appointment', 'POST', true, '{patient_id,appointment_date}'),
    (17, 'outcome', 'tool.call', 'success', '/vapi/tools/book-appointment', 'POST', true, '{}'),
    (18, 'attempt', 'pms.appointment.read-back', 'pending', '/appointments', 'GET', true, '{appointment_date}'),
    (19, 'outcome', 'pms.appointment.read-back', 'success', '/appointments', 'GET', true, '{appointment_date}'),
    (20, 'event', 'payload.decode', 'success', NULL, NULL, true, '{payload}')`;
const PLACES_OF_A_CALL = 20;
/** One call in so many has the row of the operator; half of them book. */
const DECODED_SHARE = 25;

const FILL = `
  CREATE FUNCTION bench_fill(p_rows integer, p_months integer) RETURNS void LANGUAGE plpgsql
    SET parlae.audit_append = 'on' AS $fn$
  DECLARE
    v_begin timestamptz := date_trunc('month', now(), 'UTC') - make_interval(months => p_months - 1);
    v_step interval := (now() - v_begin) / p_rows;
    v_at timestamptz := v_begin;
    v_new pms_audit_logs;
    v_rows pms_audit_logs[] := '{}';
    v_seq bigint[] := '{0,0}';
    v_hash bytea[] := ARRAY[decode(repeat('00', 32), 'hex'), decode(repeat('00', 32), 'hex')];
    v_made integer := 0;
    v_call integer := 0;
    v_chain integer;
    r record;
    c record;
  BEGIN
    PERFORM setseed(0.5);
    FOR m IN 0 .. p_months - 1 LOOP
      PERFORM audit_ensure_partition(v_begin + make_interval(months => m));
    END LOOP;
    WHILE v_made < p_rows LOOP
      v_call := v_call + 1;
      SELECT practice, random() < 0.5 AS books, v_call % ${DECODED_SHARE} = 0 AS is_decoded, gen_random_uuid()::text AS id,
             md5('trace' || v_call) AS trace, 'wf-' || md5('workflow' || v_call) AS workflow,
             md5('patient' || practice || ':' || (random() * ${PATIENTS})::integer) AS patient,
             md5('caller' || practice || ':' || (random() * ${PATIENTS})::integer) AS caller
        INTO c FROM (SELECT (random() * ${SAMPLE_PRACTICES - 1})::integer AS practice) p;
      FOR r IN SELECT * FROM bench_call WHERE place <= CASE WHEN c.books THEN 19 ELSE 13 END
        OR (place = ${PLACES_OF_A_CALL} AND c.is_decoded) ORDER BY place
      LOOP
        v_made := v_made + 1;
        v_at := least(v_at + v_step, now());
        v_chain := CASE WHEN v_made % ${SYSTEM_SHARE} = 0 THEN 2 ELSE 1 END;
        v_new := NULL;
        v_new.id := gen_random_uuid();
        v_new.created_at := v_at;
        v_new.canonical_version := 2;
        v_new.event_version := 2;
        IF v_chain = 2 THEN
          v_new.chain := 'system';
          v_new.kind := 'event';
          v_new.action := 'webhook.refused';
          v_new.outcome := 'denied';
          v_new.actor_type := 'system';
          v_new.purpose := 'security';
          v_new.phi_accessed := false;
          v_new.evidence := '{}';
          v_new.phi_fields := '{}';
        ELSE
          v_new.chain := '${SAMPLE_ACCOUNT}';
          v_new.account_id := '${SAMPLE_ACCOUNT}';
          v_new.pms_integration_id := ('6f1d2c3b-0000-4000-8000-1' || lpad(c.practice::text, 11, '0'))::uuid;
          v_new.kind := r.kind;
          v_new.action := r.action;
          v_new.outcome := r.outcome;
          v_new.endpoint := r.endpoint;
          v_new.method := r.method;
          v_new.attempt_id := CASE WHEN r.kind = 'outcome' AND r.action <> 'tool.call' THEN gen_random_uuid() END;
          v_new.response_status := CASE WHEN r.kind = 'outcome' THEN 200 END;
          v_new.response_time := CASE WHEN r.kind = 'outcome' THEN 20 + v_made % 400 END;
          v_new.actor_type := CASE WHEN r.place = ${PLACES_OF_A_CALL} THEN 'operator' WHEN r.place > 17 THEN 'system' ELSE 'assistant' END;
          v_new.actor_ref := CASE WHEN r.place = ${PLACES_OF_A_CALL} THEN 'operator-' || v_call % ${OPERATORS}
                                  WHEN r.place <= 17 THEN 'assistant-' || c.practice END;
          v_new.on_behalf_of := CASE WHEN r.place <= 17 THEN 'caller' END;
          v_new.purpose := CASE WHEN r.place = ${PLACES_OF_A_CALL} THEN 'operations' ELSE 'treatment' END;
          v_new.assurance_level := CASE WHEN r.place > 11 THEN 'L3' ELSE 'L1' END;
          v_new.evidence := CASE WHEN r.place > 11 THEN '{caller-number,full-name,birth-date}' ELSE '{caller-number}' END::text[];
          v_new.patient_ref := CASE WHEN r.names_patient THEN c.patient END;
          v_new.caller_ref := c.caller;
          v_new.phi_fields := r.fields::text[];
          v_new.phi_accessed := r.fields <> '{}';
          v_new.vapi_call_id := c.id;
          v_new.tool_call_id := 'call_' || left(md5(c.id || r.place / 5), 24);
          v_new.workflow_id := CASE WHEN r.place > 13 THEN c.workflow END;
          v_new.trace_id := c.trace;
        END IF;
        v_seq[v_chain] := v_seq[v_chain] + 1;
        v_new.chain_seq := v_seq[v_chain];
        v_new.prev_hash := v_hash[v_chain];
        v_hash[v_chain] := sha256(v_hash[v_chain] || convert_to(audit_canonical(v_new), 'UTF8'));
        v_new.row_hash := v_hash[v_chain];
        v_rows := v_rows || v_new;
        EXIT WHEN v_made = p_rows;
      END LOOP;
      IF cardinality(v_rows) >= 500 OR v_made = p_rows THEN
        INSERT INTO pms_audit_logs SELECT * FROM unnest(v_rows);
        v_rows := '{}';
      END IF;
    END LOOP;
    INSERT INTO audit_chain_heads (chain, chain_seq, row_hash, created_at)
      SELECT chain, chain_seq, row_hash, created_at FROM (
        SELECT DISTINCT ON (chain) * FROM pms_audit_logs WHERE chain IN ('system', '${SAMPLE_ACCOUNT}')
         ORDER BY chain, chain_seq DESC) l;
  END $fn$`;

/**
 * Fills an empty record with a busy group's rows, sound chains among them, spread evenly over months that are over: as
 * they would lie there, only faster than audit_append() writes them, which takes no time but now.
 */
export async function fillAuditRecord(database: Client, { rows, months }: AuditSample): Promise<void> {
  await database.query(`CREATE TABLE bench_call (place, kind, action, outcome, endpoint, method, names_patient, fields)
    AS ${ROWS_OF_A_CALL}`);
  await database.query(FILL);
  await database.query('SELECT bench_fill($1, $2)', [rows, months]);
  await database.query('DROP FUNCTION bench_fill; DROP TABLE bench_call');
  await database.query('VACUUM ANALYZE');
  await database.query('CHECKPOINT');
}
