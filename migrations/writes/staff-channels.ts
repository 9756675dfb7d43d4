/** How tasks reach the practice's people, and what became of them: told, acknowledged, escalated, done. */
export const STAFF_CHANNELS_UP = `
  CREATE TABLE staff_channels (
    integration_id uuid CONSTRAINT pk_staff_channels PRIMARY KEY,
    account_id uuid NOT NULL,
    kind text NOT NULL,
    address bytea NOT NULL,
    address_index text NOT NULL,
    code_hash text,
    code_expires_at timestamptz,
    failed_codes integer NOT NULL DEFAULT 0,
    verified_at timestamptz,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT fk_staff_channels_integration FOREIGN KEY (account_id, integration_id)
      REFERENCES pms_integrations (account_id, id),
    CONSTRAINT ck_staff_channels_kind CHECK (kind IN ('sms'))
  );

  ALTER TABLE staff_tasks
    ADD COLUMN notified_at timestamptz,
    ADD COLUMN acknowledged_at timestamptz,
    ADD COLUMN acknowledged_by text,
    ADD COLUMN escalated_at timestamptz,
    ADD COLUMN closed_at timestamptz,
    ADD COLUMN closed_by text;
  CREATE INDEX ix_staff_tasks_open ON staff_tasks (due_at) WHERE status = 'open';

  ALTER TABLE pms_integrations ADD COLUMN front_desk_number text;
`;

export const STAFF_CHANNELS_DOWN = `
  ALTER TABLE pms_integrations DROP COLUMN front_desk_number;
  DROP INDEX ix_staff_tasks_open;
  ALTER TABLE staff_tasks
    DROP COLUMN notified_at, DROP COLUMN acknowledged_at, DROP COLUMN acknowledged_by, DROP COLUMN escalated_at,
    DROP COLUMN closed_at, DROP COLUMN closed_by;
  DROP TABLE staff_channels;
`;
