import type { MigrationInterface, QueryRunner } from 'typeorm';
import { AUDIT_APPEND } from './audit/append';
import { AUDIT_CANONICAL } from './audit/canonical';
import { FIRST_CANONICAL_FORM, FIRST_AUDIT_APPEND } from './audit/first-form';
import { AUDIT_ENSURE_PARTITION, FIRST_ENSURE_PARTITION } from './audit/partitions';
import { AUDIT_ROLES } from './audit/roles';
import { AUDIT_DROP_MONTH } from './audit/retention';

/**
 * The audit record made trustworthy: who may do what with it (roles), a canonical form that anybody can reproduce,
 * what is sealed outside the database (checkpoints), and the one way in which old rows leave (retention, legal holds).
 */
export class AuditRecord1795000000005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- What the functions below are made with: temporary tables come last, or a caller's could stand in for ours.
      SELECT set_config('search_path', quote_ident(current_schema()) || ', pg_temp', true);
      ${AUDIT_ENSURE_PARTITION}

      ALTER TABLE pms_audit_logs
        ADD COLUMN canonical_version integer NOT NULL DEFAULT 1,
        ADD COLUMN caller_ref text,
        ADD COLUMN subject text;

      DROP INDEX ix_pms_audit_logs_call, ix_pms_audit_logs_patient;
      CREATE INDEX ix_pms_audit_logs_call ON pms_audit_logs (vapi_call_id) WHERE vapi_call_id IS NOT NULL;
      CREATE INDEX ix_pms_audit_logs_patient ON pms_audit_logs (account_id, patient_ref, created_at)
        WHERE patient_ref IS NOT NULL;
      CREATE INDEX ix_pms_audit_logs_actor ON pms_audit_logs (actor_ref, created_at) WHERE actor_ref IS NOT NULL;
      CREATE INDEX ix_pms_audit_logs_time ON pms_audit_logs (created_at);

      -- A page holds few heads and many versions of them, so that writers of different accounts seldom meet in one.
      ALTER TABLE audit_chain_heads SET (fillfactor = 10);
      -- What the chain's last row follows, for the statement that moves the head to tell.
      ALTER TABLE audit_chain_heads ADD COLUMN prev_hash bytea, ADD COLUMN prev_created_at timestamptz;

      CREATE TABLE audit_checkpoints (
        number bigint CONSTRAINT pk_audit_checkpoints PRIMARY KEY,
        statement text NOT NULL,
        signature bytea NOT NULL,
        key_id text NOT NULL,
        sealed_at timestamptz NOT NULL,
        CONSTRAINT ck_audit_checkpoints_number CHECK (number > 0)
      );
      CREATE TABLE audit_seals (
        chain text NOT NULL,
        chain_seq bigint NOT NULL,
        row_hash bytea NOT NULL,
        checkpoint_number bigint NOT NULL CONSTRAINT fk_audit_seals_checkpoint REFERENCES audit_checkpoints (number),
        leaf_index integer NOT NULL,
        CONSTRAINT pk_audit_seals PRIMARY KEY (chain, chain_seq),
        CONSTRAINT uq_audit_seals_leaf UNIQUE (checkpoint_number, leaf_index)
      );
      -- Where a chain begins after its oldest rows have left: the last row that is gone.
      CREATE TABLE audit_chain_anchors (
        chain text CONSTRAINT pk_audit_chain_anchors PRIMARY KEY,
        chain_seq bigint NOT NULL,
        row_hash bytea NOT NULL,
        checkpoint_number bigint NOT NULL CONSTRAINT fk_audit_chain_anchors_checkpoint
          REFERENCES audit_checkpoints (number)
      );
      CREATE TABLE audit_legal_holds (
        id uuid CONSTRAINT pk_audit_legal_holds PRIMARY KEY,
        account_id uuid,
        from_month date NOT NULL,
        until_month date,
        reason text NOT NULL,
        placed_by text NOT NULL,
        placed_at timestamptz NOT NULL DEFAULT now(),
        released_by text,
        released_at timestamptz,
        CONSTRAINT ck_audit_legal_holds_released CHECK ((released_by IS NULL) = (released_at IS NULL))
      );

      -- What the daily review finds has no practice, and what it finds on the system chain no account.
      ALTER TABLE staff_tasks ALTER COLUMN integration_id DROP NOT NULL, ALTER COLUMN account_id DROP NOT NULL;
      CREATE UNIQUE INDEX uq_staff_tasks_system ON staff_tasks (operation_key, kind) WHERE account_id IS NULL;

      DROP TRIGGER audit_no_change ON pms_audit_logs;
      CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON pms_audit_logs
        FOR EACH ROW EXECUTE FUNCTION audit_only_append();
      CREATE TRIGGER audit_no_insert BEFORE INSERT ON pms_audit_logs FOR EACH ROW
        WHEN (current_setting('parlae.audit_append', true) IS DISTINCT FROM 'on')
        EXECUTE FUNCTION audit_only_append();
      CREATE FUNCTION audit_stays() RETURNS trigger LANGUAGE plpgsql AS $fn$
      BEGIN
        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = '42501';
      END $fn$;
      CREATE TRIGGER audit_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_checkpoints
        FOR EACH STATEMENT EXECUTE FUNCTION audit_stays();
      CREATE TRIGGER audit_stays BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_seals
        FOR EACH STATEMENT EXECUTE FUNCTION audit_stays();
      CREATE TRIGGER audit_stays BEFORE DELETE OR TRUNCATE ON audit_legal_holds
        FOR EACH STATEMENT EXECUTE FUNCTION audit_stays();

      DROP FUNCTION audit_canonical(pms_audit_logs);
      DROP FUNCTION audit_list(text[]), audit_field(text);
      ${AUDIT_CANONICAL}
      ${AUDIT_APPEND}
      ${AUDIT_DROP_MONTH}
      ${AUDIT_ROLES}
      SELECT parlae_grant_roles();
    `);
  }

  /** The roles are the server's, not this database's: other databases may use them, so they stay. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP FUNCTION parlae_grant_roles();
      DROP FUNCTION audit_drop_month(date, text, bigint);
      DROP TABLE audit_legal_holds, audit_chain_anchors, audit_seals, audit_checkpoints;
      DROP FUNCTION audit_stays();
      DELETE FROM staff_tasks WHERE integration_id IS NULL;
      DROP INDEX uq_staff_tasks_system;
      ALTER TABLE staff_tasks ALTER COLUMN integration_id SET NOT NULL, ALTER COLUMN account_id SET NOT NULL;
      DROP TRIGGER audit_no_insert ON pms_audit_logs;
      DROP TRIGGER audit_no_change ON pms_audit_logs;
      CREATE TRIGGER audit_no_change BEFORE INSERT OR UPDATE OR DELETE ON pms_audit_logs
        FOR EACH ROW EXECUTE FUNCTION audit_only_append();
      DROP FUNCTION audit_canonical(pms_audit_logs);
      DROP INDEX ix_pms_audit_logs_call, ix_pms_audit_logs_patient, ix_pms_audit_logs_actor, ix_pms_audit_logs_time;
      CREATE INDEX ix_pms_audit_logs_call ON pms_audit_logs (vapi_call_id);
      CREATE INDEX ix_pms_audit_logs_patient ON pms_audit_logs (account_id, patient_ref);
      ALTER TABLE pms_audit_logs DROP COLUMN canonical_version, DROP COLUMN caller_ref, DROP COLUMN subject;
      ALTER TABLE audit_chain_heads RESET (fillfactor), DROP COLUMN prev_hash, DROP COLUMN prev_created_at;
      ${FIRST_CANONICAL_FORM}
      ${FIRST_ENSURE_PARTITION}
      ${FIRST_AUDIT_APPEND}
    `);
  }
}
