/**
 * The outcome ledger: what was promised to whom, in what words, over which channel. Lines are added and never changed.
 * Texts that go out, and numbers that have asked for none.
 */
export const PROMISES_UP = `
  CREATE TABLE promises (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT pk_promises PRIMARY KEY,
    account_id uuid NOT NULL,
    integration_id uuid NOT NULL,
    call_session_id uuid NOT NULL CONSTRAINT fk_promises_session REFERENCES call_sessions (id),
    booking_id uuid CONSTRAINT fk_promises_booking REFERENCES bookings (id),
    change_id uuid CONSTRAINT fk_promises_change REFERENCES pms_changes (id),
    patient_index text,
    channel text NOT NULL,
    status_word text NOT NULL,
    words bytea NOT NULL,
    promised_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT ck_promises_channel CHECK (channel IN ('answer', 'live-call', 'text')),
    CONSTRAINT ck_promises_subject CHECK (num_nonnulls(booking_id, change_id) <= 1)
  );
  CREATE INDEX ix_promises_booking ON promises (booking_id) WHERE booking_id IS NOT NULL;
  CREATE INDEX ix_promises_change ON promises (change_id) WHERE change_id IS NOT NULL;
  CREATE INDEX ix_promises_integration ON promises (integration_id, promised_at);
  CREATE FUNCTION promises_stay() RETURNS trigger LANGUAGE plpgsql AS $fn$
  BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = '42501';
  END $fn$;
  CREATE TRIGGER promises_stay BEFORE UPDATE OR DELETE ON promises
    FOR EACH ROW EXECUTE FUNCTION promises_stay();

  CREATE TABLE text_messages (
    id uuid CONSTRAINT pk_text_messages PRIMARY KEY,
    account_id uuid NOT NULL,
    integration_id uuid NOT NULL,
    purpose text NOT NULL,
    dedupe_key text NOT NULL CONSTRAINT uq_text_messages_dedupe_key UNIQUE,
    number_index text NOT NULL,
    state text NOT NULL,
    message_sid text,
    created_at timestamptz NOT NULL DEFAULT now(),
    settled_at timestamptz,
    CONSTRAINT ck_text_messages_state CHECK (state IN ('claimed', 'sent', 'refused', 'opted-out', 'unknown'))
  );
  CREATE TABLE text_opt_outs (
    number_index text CONSTRAINT pk_text_opt_outs PRIMARY KEY,
    is_out boolean NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT now()
  );
`;

export const PROMISES_DOWN = `
  DROP TABLE text_opt_outs, text_messages, promises;
  DROP FUNCTION promises_stay();
`;
