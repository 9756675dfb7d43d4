import type { MigrationInterface, QueryRunner } from 'typeorm';
import { FIRST_AUDIT_APPEND, FIRST_CANONICAL_FORM } from './audit/first-form';
import { FIRST_ENSURE_PARTITION } from './audit/partitions';

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

      ${FIRST_ENSURE_PARTITION}
      ${FIRST_CANONICAL_FORM}
      ${FIRST_AUDIT_APPEND}

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
