/**
 * Changes of what the practice's software holds that are no new visit: cancel a visit, a new patient, another entry in a
 * chart. The request is stored before anything is started, so that it outlives whichever process took it.
 */
export const CHANGES_UP = `
  CREATE TABLE pms_changes (
    id uuid CONSTRAINT pk_pms_changes PRIMARY KEY,
    account_id uuid NOT NULL,
    integration_id uuid NOT NULL,
    call_session_id uuid NOT NULL CONSTRAINT fk_pms_changes_session REFERENCES call_sessions (id),
    kind text NOT NULL,
    operation_key text NOT NULL,
    workflow_id text NOT NULL,
    code text NOT NULL,
    state text NOT NULL,
    route text NOT NULL,
    patient_index text NOT NULL,
    request bytea NOT NULL,
    booking_id uuid CONSTRAINT fk_pms_changes_booking REFERENCES bookings (id),
    writeback_id text,
    created bytea,
    reason_code text,
    text_consent boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT uq_pms_changes_code UNIQUE (call_session_id, code),
    CONSTRAINT fk_pms_changes_integration FOREIGN KEY (account_id, integration_id)
      REFERENCES pms_integrations (account_id, id),
    CONSTRAINT ck_pms_changes_kind CHECK (kind IN ('cancel-appointment', 'create-patient', 'update-patient')),
    CONSTRAINT ck_pms_changes_state CHECK (state IN ('held', 'sent', 'confirmed', 'failed', 'released')),
    CONSTRAINT ck_pms_changes_route CHECK (route IN ('pms', 'staff')),
    CONSTRAINT ck_pms_changes_sent_has_writeback CHECK (state NOT IN ('sent') OR writeback_id IS NOT NULL)
  );
  CREATE UNIQUE INDEX uq_pms_changes_active_operation ON pms_changes (account_id, operation_key)
    WHERE state IN ('held', 'sent', 'confirmed');
  CREATE INDEX ix_pms_changes_open ON pms_changes (created_at) WHERE state IN ('held', 'sent');

  CREATE TABLE change_transitions (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT pk_change_transitions PRIMARY KEY,
    account_id uuid NOT NULL,
    change_id uuid NOT NULL CONSTRAINT fk_change_transitions_change REFERENCES pms_changes (id),
    from_state text,
    to_state text NOT NULL,
    reason_code text,
    at timestamptz NOT NULL DEFAULT now()
  );
  CREATE INDEX ix_change_transitions_change ON change_transitions (change_id);

  ALTER TABLE write_intents
    ALTER COLUMN booking_id DROP NOT NULL,
    ADD COLUMN change_id uuid CONSTRAINT fk_write_intents_change REFERENCES pms_changes (id),
    ADD CONSTRAINT uq_write_intents_change UNIQUE (change_id),
    ADD CONSTRAINT ck_write_intents_subject CHECK (num_nonnulls(booking_id, change_id) = 1);

  ALTER TABLE staff_tasks
    ADD COLUMN change_id uuid CONSTRAINT fk_staff_tasks_change REFERENCES pms_changes (id),
    ADD CONSTRAINT uq_staff_tasks_change UNIQUE (change_id, kind);
  DROP INDEX uq_staff_tasks_open_integration;
  CREATE UNIQUE INDEX uq_staff_tasks_open_integration ON staff_tasks (integration_id, kind)
    WHERE booking_id IS NULL AND operation_key IS NULL AND change_id IS NULL AND status = 'open';

  -- Visits on file that were read out in a call, under the codes (A1) that they go by in it.
  CREATE TABLE call_visits (
    id uuid CONSTRAINT pk_call_visits PRIMARY KEY,
    account_id uuid NOT NULL,
    call_session_id uuid NOT NULL CONSTRAINT fk_call_visits_session REFERENCES call_sessions (id),
    code text NOT NULL,
    patient_index text NOT NULL,
    visit_index text NOT NULL,
    visit bytea NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT uq_call_visits_code UNIQUE (call_session_id, code),
    CONSTRAINT uq_call_visits_visit UNIQUE (call_session_id, visit_index)
  );
`;

export const CHANGES_DOWN = `
  DROP TABLE call_visits;
  DELETE FROM staff_tasks WHERE change_id IS NOT NULL;
  DROP INDEX uq_staff_tasks_open_integration;
  ALTER TABLE staff_tasks DROP COLUMN change_id;
  CREATE UNIQUE INDEX uq_staff_tasks_open_integration ON staff_tasks (integration_id, kind)
    WHERE booking_id IS NULL AND operation_key IS NULL AND status = 'open';
  DELETE FROM write_intents WHERE change_id IS NOT NULL;
  ALTER TABLE write_intents DROP COLUMN change_id, ALTER COLUMN booking_id SET NOT NULL;
  DROP TABLE change_transitions, pms_changes;
`;
