/**
 * A booking may now be a visit that moves. It then takes its time under the same owner as the booking that it replaces,
 * so that a visit may move to a time that overlaps its own; every other owner is still kept out.
 */
export const BOOKINGS_UP = `
  ALTER TABLE bookings
    ADD COLUMN tool text NOT NULL DEFAULT 'book-appointment',
    ADD COLUMN write_kind text NOT NULL DEFAULT 'new',
    ADD COLUMN slot_owner uuid,
    ADD COLUMN old_visit bytea,
    ADD COLUMN replaces_booking_id uuid CONSTRAINT fk_bookings_replaces REFERENCES bookings (id),
    ADD COLUMN awaits_change_id uuid CONSTRAINT fk_bookings_awaits REFERENCES pms_changes (id),
    ADD COLUMN text_consent boolean NOT NULL DEFAULT false,
    ADD CONSTRAINT ck_bookings_tool CHECK (tool IN ('book-appointment', 'reschedule-appointment')),
    ADD CONSTRAINT ck_bookings_write_kind CHECK (write_kind IN ('new', 'move'));
  UPDATE bookings SET slot_owner = id;
  ALTER TABLE bookings ALTER COLUMN slot_owner SET NOT NULL;
  ALTER TABLE bookings DROP CONSTRAINT ex_bookings_operatory, DROP CONSTRAINT ex_bookings_provider;
  ALTER TABLE bookings
    ADD CONSTRAINT ex_bookings_operatory EXCLUDE USING gist (
      integration_id WITH =, operatory WITH =, tstzrange(starts_at, ends_at) WITH &&, slot_owner WITH <>
    ) WHERE (state IN ('held', 'sent', 'confirmed')),
    ADD CONSTRAINT ex_bookings_provider EXCLUDE USING gist (
      integration_id WITH =, provider_id WITH =, tstzrange(starts_at, ends_at) WITH &&, slot_owner WITH <>
    ) WHERE (state IN ('held', 'sent', 'confirmed'));
  CREATE INDEX ix_bookings_lapsing ON bookings (hold_expires_at) WHERE state = 'held' AND hold_expires_at IS NOT NULL;
  CREATE INDEX ix_bookings_session ON bookings (call_session_id);
  CREATE INDEX ix_bookings_integration_time ON bookings (integration_id, starts_at);
`;

export const BOOKINGS_DOWN = `
  DROP INDEX ix_bookings_lapsing, ix_bookings_session, ix_bookings_integration_time;
  ALTER TABLE bookings DROP CONSTRAINT ex_bookings_operatory, DROP CONSTRAINT ex_bookings_provider;
  ALTER TABLE bookings
    ADD CONSTRAINT ex_bookings_operatory EXCLUDE USING gist (
      integration_id WITH =, operatory WITH =, tstzrange(starts_at, ends_at) WITH &&
    ) WHERE (state IN ('held', 'sent', 'confirmed')),
    ADD CONSTRAINT ex_bookings_provider EXCLUDE USING gist (
      integration_id WITH =, provider_id WITH =, tstzrange(starts_at, ends_at) WITH &&
    ) WHERE (state IN ('held', 'sent', 'confirmed'));
  ALTER TABLE bookings
    DROP COLUMN tool, DROP COLUMN write_kind, DROP COLUMN slot_owner, DROP COLUMN old_visit,
    DROP COLUMN replaces_booking_id, DROP COLUMN awaits_change_id, DROP COLUMN text_consent;
`;
