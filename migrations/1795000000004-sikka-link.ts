import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What is known of the link to each Sikka office: how much it may be asked, how long its request key lives and who
 * renews it, what its practices' software can do and how old Sikka's copy is. No credential is in any of these.
 */
export class SikkaLink1795000000004 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE pms_integrations
        ADD COLUMN pms_version text NOT NULL DEFAULT '',
        ADD COLUMN status_reason text,
        ADD COLUMN status_changed_at timestamptz;

      CREATE UNIQUE INDEX uq_staff_tasks_open_integration ON staff_tasks (integration_id, kind)
        WHERE booking_id IS NULL AND operation_key IS NULL AND status = 'open';

      CREATE TABLE office_rate_budgets (
        account_id uuid NOT NULL CONSTRAINT fk_office_rate_budgets_account REFERENCES accounts (id),
        office_id text NOT NULL,
        window_limit integer,
        window_remaining integer,
        window_ends_at timestamptz,
        paused_until timestamptz,
        background_paused_until timestamptz,
        daily_cap_code text,
        updated_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT pk_office_rate_budgets PRIMARY KEY (account_id, office_id)
      );

      CREATE TABLE office_request_keys (
        account_id uuid NOT NULL CONSTRAINT fk_office_request_keys_account REFERENCES accounts (id),
        office_id text NOT NULL,
        version integer NOT NULL DEFAULT 0,
        expires_at timestamptz,
        renewed_at timestamptz,
        lease_holder uuid,
        lease_expires_at timestamptz,
        refused_at timestamptz,
        CONSTRAINT pk_office_request_keys PRIMARY KEY (account_id, office_id)
      );

      CREATE TABLE pms_capabilities (
        integration_id uuid CONSTRAINT pk_pms_capabilities PRIMARY KEY,
        account_id uuid NOT NULL,
        capabilities jsonb NOT NULL,
        freshness jsonb,
        refreshed_at timestamptz NOT NULL,
        CONSTRAINT fk_pms_capabilities_integration FOREIGN KEY (account_id, integration_id)
          REFERENCES pms_integrations (account_id, id)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE pms_capabilities, office_request_keys, office_rate_budgets;
      DELETE FROM staff_tasks WHERE booking_id IS NULL AND operation_key IS NULL;
      DROP INDEX uq_staff_tasks_open_integration;
      ALTER TABLE pms_integrations DROP COLUMN pms_version, DROP COLUMN status_reason, DROP COLUMN status_changed_at;
    `);
  }
}
