import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The audit record. Rows enter through `audit_append()` only, in the transaction that they belong to and as its last
 * statement; they are chained per account (or `system`), partitioned by month, and refused any change.
 *
 * The canonical form of a row is its fields in the order of `audit_canonical()`, each as `<octets>:<text>`, absent as
 * `-`, joined by `,`. A row's hash is SHA-256 over the previous row's hash followed by that text in UTF-8.
 */
export class Audit1795000000003 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE audit_chain_heads (
        chain text CONSTRAINT pk_audit_chain_heads PRIMARY KEY,
        chain_seq bigint NOT NULL,
        row_hash bytea NOT NULL,
        created_at timestamptz NOT NULL
      );

      CREATE TABLE pms_audit_logs (
        id uuid NOT NULL,
        created_at timestamptz NOT NULL,
        chain text NOT NULL,
        chain_seq bigint NOT NULL,
        prev_hash bytea NOT NULL,
        row_hash bytea NOT NULL,
        event_version integer NOT NULL,
        kind text NOT NULL,
        attempt_id uuid,
        account_id uuid,
        pms_integration_id uuid,
        action text NOT NULL,
        outcome text NOT NULL,
        actor_type text NOT NULL,
        actor_ref text,
        on_behalf_of text,
        purpose text NOT NULL,
        assurance_level text,
        evidence text[] NOT NULL DEFAULT '{}',
        patient_ref text,
        phi_accessed boolean NOT NULL,
        phi_fields text[] NOT NULL DEFAULT '{}',
        endpoint text,
        method text,
        response_status integer,
        response_time integer,
        vapi_call_id text,
        tool_call_id text,
        workflow_id text,
        trace_id text,
        CONSTRAINT pk_pms_audit_logs PRIMARY KEY (id, created_at),
        CONSTRAINT uq_pms_audit_logs_chain UNIQUE (chain, chain_seq, created_at),
        CONSTRAINT ck_pms_audit_logs_kind CHECK (kind IN ('attempt', 'outcome', 'event')),
        CONSTRAINT ck_pms_audit_logs_status CHECK (
          CASE kind
            WHEN 'outcome' THEN response_status IS NOT NULL AND response_time IS NOT NULL
            WHEN 'attempt' THEN response_status IS NULL AND response_time IS NULL
            ELSE true
          END
        ),
        CONSTRAINT ck_pms_audit_logs_chain CHECK (chain = coalesce(account_id::text, 'system'))
      ) PARTITION BY RANGE (created_at);
      CREATE INDEX ix_pms_audit_logs_call ON pms_audit_logs (vapi_call_id);
      CREATE INDEX ix_pms_audit_logs_patient ON pms_audit_logs (account_id, patient_ref);

      CREATE FUNCTION audit_ensure_partition(p_at timestamptz) RETURNS void
        LANGUAGE plpgsql SET search_path FROM CURRENT AS $fn$
      DECLARE
        v_from timestamptz := date_trunc('month', p_at, 'UTC');
        v_name text := 'pms_audit_logs_' || to_char(v_from AT TIME ZONE 'UTC', 'YYYYMM');
      BEGIN
        IF to_regclass(v_name) IS NOT NULL THEN
          RETURN;
        END IF;
        PERFORM pg_advisory_xact_lock(hashtext('audit_ensure_partition'));
        EXECUTE format('CREATE TABLE IF NOT EXISTS %I PARTITION OF pms_audit_logs FOR VALUES FROM (%L) TO (%L)',
          v_name, v_from, v_from + interval '1 month');
        EXECUTE format('CREATE OR REPLACE TRIGGER audit_no_truncate BEFORE TRUNCATE ON %I
          FOR EACH STATEMENT EXECUTE FUNCTION audit_only_append()', v_name);
      END $fn$;

      CREATE FUNCTION audit_field(p_value text) RETURNS text LANGUAGE sql IMMUTABLE AS
        $fn$ SELECT CASE WHEN p_value IS NULL THEN '-' ELSE octet_length(p_value) || ':' || p_value END $fn$;

      CREATE FUNCTION audit_list(p_values text[]) RETURNS text LANGUAGE sql IMMUTABLE AS $fn$
        SELECT coalesce(string_agg(audit_field(v), ',' ORDER BY i), '') FROM unnest(p_values) WITH ORDINALITY AS t (v, i)
      $fn$;

      CREATE FUNCTION audit_canonical(r pms_audit_logs) RETURNS text LANGUAGE sql STABLE AS $fn$
        SELECT string_agg(audit_field(v), ',' ORDER BY i) FROM unnest(ARRAY[
          r.chain, r.chain_seq::text, r.id::text,
          (extract(epoch FROM r.created_at) * 1000000)::bigint::text,
          r.event_version::text, r.kind, r.attempt_id::text, r.account_id::text, r.pms_integration_id::text,
          r.action, r.outcome, r.actor_type, r.actor_ref, r.on_behalf_of, r.purpose, r.assurance_level,
          audit_list(r.evidence), r.patient_ref, r.phi_accessed::text, audit_list(r.phi_fields),
          r.endpoint, r.method, r.response_status::text, r.response_time::text,
          r.vapi_call_id, r.tool_call_id, r.workflow_id, r.trace_id
        ]) WITH ORDINALITY AS t (v, i)
      $fn$;

      CREATE FUNCTION audit_append(p_rows jsonb) RETURNS void
        LANGUAGE plpgsql SET search_path FROM CURRENT AS $fn$
      DECLARE
        v_row jsonb;
        v_new pms_audit_logs;
        v_head audit_chain_heads;
        v_month timestamptz;
        v_chain text := coalesce(p_rows -> 0 ->> 'account_id', 'system');
      BEGIN
        SELECT * INTO v_head FROM audit_chain_heads WHERE chain = v_chain FOR UPDATE;
        IF NOT FOUND THEN
          INSERT INTO audit_chain_heads (chain, chain_seq, row_hash, created_at)
            VALUES (v_chain, 0, decode(repeat('00', 32), 'hex'), '-infinity') ON CONFLICT (chain) DO NOTHING;
          SELECT * INTO STRICT v_head FROM audit_chain_heads WHERE chain = v_chain FOR UPDATE;
        END IF;
        PERFORM set_config('parlae.audit_append', 'on', true);

        FOR v_row IN SELECT value FROM jsonb_array_elements(p_rows) LOOP
          v_new := jsonb_populate_record(
            jsonb_populate_record(NULL::pms_audit_logs, '{"evidence": [], "phi_fields": []}'), v_row);
          v_new.chain := coalesce(v_new.account_id::text, 'system');
          IF v_new.chain <> v_chain THEN
            RAISE EXCEPTION 'audit rows of two chains in one append' USING ERRCODE = '22023';
          END IF;
          v_new.chain_seq := v_head.chain_seq + 1;
          v_new.created_at := greatest(clock_timestamp(), v_head.created_at);
          v_new.prev_hash := v_head.row_hash;
          v_new.row_hash := sha256(v_new.prev_hash || convert_to(audit_canonical(v_new), 'UTF8'));
          IF v_month IS DISTINCT FROM date_trunc('month', v_new.created_at, 'UTC') THEN
            v_month := date_trunc('month', v_new.created_at, 'UTC');
            PERFORM audit_ensure_partition(v_month);
          END IF;
          INSERT INTO pms_audit_logs SELECT v_new.*;
          v_head.chain_seq := v_new.chain_seq;
          v_head.row_hash := v_new.row_hash;
          v_head.created_at := v_new.created_at;
        END LOOP;

        UPDATE audit_chain_heads
          SET chain_seq = v_head.chain_seq, row_hash = v_head.row_hash, created_at = v_head.created_at
          WHERE chain = v_chain;
        PERFORM set_config('parlae.audit_append', 'off', true);
      END $fn$;

      CREATE FUNCTION audit_only_append() RETURNS trigger LANGUAGE plpgsql AS $fn$
      BEGIN
        IF TG_OP = 'INSERT' AND current_setting('parlae.audit_append', true) = 'on' THEN
          RETURN NEW;
        END IF;
        RAISE EXCEPTION 'pms_audit_logs is append-only: rows enter through audit_append()' USING ERRCODE = '42501';
      END $fn$;
      CREATE TRIGGER audit_no_change BEFORE INSERT OR UPDATE OR DELETE ON pms_audit_logs
        FOR EACH ROW EXECUTE FUNCTION audit_only_append();
      CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON pms_audit_logs
        FOR EACH STATEMENT EXECUTE FUNCTION audit_only_append();

      SELECT audit_ensure_partition(now());
      SELECT audit_ensure_partition(now() + interval '1 month');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION audit_canonical(pms_audit_logs);
      DROP TABLE pms_audit_logs;
      DROP TABLE audit_chain_heads;
      DROP FUNCTION audit_append(jsonb), audit_list(text[]), audit_field(text), audit_ensure_partition(timestamptz),
        audit_only_append();
    `);
  }
}
