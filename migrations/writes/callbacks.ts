/**
 * Callers who asked for a person: what they want, and how far it came. `task`: nobody was reached, and the practice's
 * people are asked to call back; `done`: they have. One at a time for each call.
 */
export const CALLBACKS_UP = `
  CREATE TABLE callbacks (
    id uuid CONSTRAINT pk_callbacks PRIMARY KEY,
    account_id uuid NOT NULL,
    integration_id uuid NOT NULL,
    call_session_id uuid NOT NULL CONSTRAINT fk_callbacks_session REFERENCES call_sessions (id),
    operation_key text NOT NULL,
    workflow_id text NOT NULL,
    state text NOT NULL,
    request bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT fk_callbacks_integration FOREIGN KEY (account_id, integration_id)
      REFERENCES pms_integrations (account_id, id),
    CONSTRAINT ck_callbacks_state CHECK (state IN ('open', 'transferring', 'connected', 'task', 'done'))
  );
  CREATE UNIQUE INDEX uq_callbacks_open_operation ON callbacks (account_id, operation_key)
    WHERE state IN ('open', 'transferring', 'task');
  CREATE INDEX ix_callbacks_session ON callbacks (call_session_id);
`;

export const CALLBACKS_DOWN = `DROP TABLE callbacks;`;
