import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Bookings and what keeps them honest: one active booking per operation key, no two active bookings over the same time
 * of a provider or an operatory, one write intent per booking, every change of state on record.
 */
export class Bookings1795000000002 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE bookings (
        id uuid CONSTRAINT pk_bookings PRIMARY KEY,
        account_id uuid NOT NULL,
        integration_id uuid NOT NULL,
        call_session_id uuid NOT NULL CONSTRAINT fk_bookings_session REFERENCES call_sessions (id),
        offer_id uuid NOT NULL CONSTRAINT fk_bookings_offer REFERENCES offers (id),
        appointment_type_id uuid NOT NULL CONSTRAINT fk_bookings_type REFERENCES appointment_types (id),
        operation_key text NOT NULL,
        workflow_id text NOT NULL,
        code text NOT NULL,
        state text NOT NULL,
        route text NOT NULL,
        patient_index text NOT NULL,
        patient bytea NOT NULL,
        provider_id text NOT NULL,
        operatory text NOT NULL,
        starts_at timestamptz NOT NULL,
        ends_at timestamptz NOT NULL,
        local_date text NOT NULL,
        local_time text NOT NULL,
        reference_code text NOT NULL,
        hold_expires_at timestamptz,
        writeback_id text,
        appointment_sr_no text,
        reason_code text,
        created_at timestamptz NOT NULL DEFAULT now(),
        updated_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT uq_bookings_code UNIQUE (call_session_id, code),
        CONSTRAINT uq_bookings_reference_code UNIQUE (reference_code),
        CONSTRAINT fk_bookings_integration FOREIGN KEY (account_id, integration_id)
          REFERENCES pms_integrations (account_id, id),
        CONSTRAINT ck_bookings_state CHECK (state IN ('held', 'sent', 'confirmed', 'failed', 'released')),
        CONSTRAINT ck_bookings_route CHECK (route IN ('pms', 'staff')),
        CONSTRAINT ck_bookings_time CHECK (ends_at > starts_at),
        CONSTRAINT ck_bookings_sent_has_writeback CHECK (state NOT IN ('sent') OR writeback_id IS NOT NULL),
        CONSTRAINT ex_bookings_operatory EXCLUDE USING gist (
          integration_id WITH =, operatory WITH =, tstzrange(starts_at, ends_at) WITH &&
        ) WHERE (state IN ('held', 'sent', 'confirmed')),
        CONSTRAINT ex_bookings_provider EXCLUDE USING gist (
          integration_id WITH =, provider_id WITH =, tstzrange(starts_at, ends_at) WITH &&
        ) WHERE (state IN ('held', 'sent', 'confirmed'))
      );
      CREATE UNIQUE INDEX uq_bookings_active_operation ON bookings (account_id, operation_key)
        WHERE state IN ('held', 'sent', 'confirmed');

      CREATE TABLE booking_transitions (
        id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT pk_booking_transitions PRIMARY KEY,
        account_id uuid NOT NULL,
        booking_id uuid NOT NULL CONSTRAINT fk_booking_transitions_booking REFERENCES bookings (id),
        from_state text,
        to_state text NOT NULL,
        reason_code text,
        at timestamptz NOT NULL DEFAULT now()
      );
      CREATE INDEX ix_booking_transitions_booking ON booking_transitions (booking_id);

      CREATE TABLE write_intents (
        id uuid CONSTRAINT pk_write_intents PRIMARY KEY,
        account_id uuid NOT NULL,
        booking_id uuid NOT NULL CONSTRAINT fk_write_intents_booking REFERENCES bookings (id),
        kind text NOT NULL,
        state text NOT NULL,
        attempt integer NOT NULL DEFAULT 0,
        claimed_at timestamptz,
        settled_at timestamptz,
        CONSTRAINT uq_write_intents_booking UNIQUE (booking_id, kind),
        CONSTRAINT ck_write_intents_state CHECK (state IN ('ready', 'claimed', 'accepted', 'rejected', 'unknown'))
      );

      CREATE TABLE staff_tasks (
        id uuid CONSTRAINT pk_staff_tasks PRIMARY KEY,
        account_id uuid NOT NULL,
        integration_id uuid NOT NULL,
        booking_id uuid CONSTRAINT fk_staff_tasks_booking REFERENCES bookings (id),
        operation_key text,
        kind text NOT NULL,
        reason_code text NOT NULL,
        details bytea,
        status text NOT NULL DEFAULT 'open',
        due_at timestamptz NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT uq_staff_tasks_booking UNIQUE (booking_id, kind),
        CONSTRAINT uq_staff_tasks_operation UNIQUE (account_id, operation_key, kind),
        CONSTRAINT fk_staff_tasks_integration FOREIGN KEY (account_id, integration_id)
          REFERENCES pms_integrations (account_id, id),
        CONSTRAINT ck_staff_tasks_status CHECK (status IN ('open', 'done'))
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE staff_tasks, write_intents, booking_transitions, bookings');
  }
}
