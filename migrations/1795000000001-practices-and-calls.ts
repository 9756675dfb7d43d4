import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Accounts, their practices and phone lines, and what one phone call leaves behind. */
export class PracticesAndCalls1795000000001 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE EXTENSION IF NOT EXISTS btree_gist;

      CREATE TABLE accounts (
        id uuid CONSTRAINT pk_accounts PRIMARY KEY,
        name text NOT NULL,
        time_zone text NOT NULL,
        data_key_id text NOT NULL,
        wrapped_data_key bytea NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now()
      );

      CREATE TABLE pms_integrations (
        id uuid CONSTRAINT pk_pms_integrations PRIMARY KEY,
        account_id uuid NOT NULL CONSTRAINT fk_pms_integrations_account REFERENCES accounts (id),
        office_id text NOT NULL,
        practice_id text NOT NULL,
        cust_id text NOT NULL,
        practice_name text NOT NULL,
        pms_type text NOT NULL,
        time_zone text NOT NULL,
        status text NOT NULL,
        mode text NOT NULL,
        secret_arn text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT uq_pms_integrations_practice UNIQUE (office_id, practice_id),
        CONSTRAINT uq_pms_integrations_account UNIQUE (account_id, id),
        CONSTRAINT ck_pms_integrations_status CHECK (status IN ('pending', 'active', 'degraded', 'revoked')),
        CONSTRAINT ck_pms_integrations_mode CHECK (mode IN ('shadow', 'live'))
      );

      CREATE TABLE phone_lines (
        id uuid CONSTRAINT pk_phone_lines PRIMARY KEY,
        account_id uuid NOT NULL,
        integration_id uuid NOT NULL,
        vapi_phone_number_id text NOT NULL,
        vapi_assistant_id text,
        e164 text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT uq_phone_lines_vapi_phone_number UNIQUE (vapi_phone_number_id),
        CONSTRAINT uq_phone_lines_vapi_assistant UNIQUE (vapi_assistant_id),
        CONSTRAINT fk_phone_lines_integration FOREIGN KEY (account_id, integration_id)
          REFERENCES pms_integrations (account_id, id)
      );

      CREATE TABLE tool_authorities (
        integration_id uuid NOT NULL CONSTRAINT fk_tool_authorities_integration REFERENCES pms_integrations (id),
        tool text NOT NULL,
        authority text NOT NULL,
        CONSTRAINT pk_tool_authorities PRIMARY KEY (integration_id, tool),
        CONSTRAINT ck_tool_authorities_authority CHECK (authority IN ('off', 'read', 'hold', 'write'))
      );

      CREATE TABLE appointment_types (
        id uuid CONSTRAINT pk_appointment_types PRIMARY KEY,
        account_id uuid NOT NULL,
        integration_id uuid NOT NULL,
        code text NOT NULL,
        name text NOT NULL,
        synonyms text[] NOT NULL DEFAULT '{}',
        duration_minutes integer NOT NULL,
        pms_type text,
        provider_ids text[] NOT NULL,
        operatories text[] NOT NULL,
        is_default boolean NOT NULL DEFAULT false,
        CONSTRAINT uq_appointment_types_code UNIQUE (integration_id, code),
        CONSTRAINT fk_appointment_types_integration FOREIGN KEY (account_id, integration_id)
          REFERENCES pms_integrations (account_id, id),
        CONSTRAINT ck_appointment_types_duration CHECK (duration_minutes BETWEEN 5 AND 600)
      );

      CREATE TABLE call_sessions (
        id uuid CONSTRAINT pk_call_sessions PRIMARY KEY,
        account_id uuid NOT NULL,
        integration_id uuid NOT NULL,
        vapi_call_id text NOT NULL,
        caller_number bytea,
        control_url bytea,
        failed_attempts integer NOT NULL DEFAULT 0,
        is_locked boolean NOT NULL DEFAULT false,
        patients_issued integer NOT NULL DEFAULT 0,
        offers_issued integer NOT NULL DEFAULT 0,
        appointments_issued integer NOT NULL DEFAULT 0,
        status text NOT NULL DEFAULT 'active',
        ended_reason text,
        created_at timestamptz NOT NULL DEFAULT now(),
        ended_at timestamptz,
        CONSTRAINT uq_call_sessions_call UNIQUE (account_id, vapi_call_id),
        CONSTRAINT fk_call_sessions_integration FOREIGN KEY (account_id, integration_id)
          REFERENCES pms_integrations (account_id, id),
        CONSTRAINT ck_call_sessions_status CHECK (status IN ('active', 'ended'))
      );

      CREATE TABLE call_patients (
        id uuid CONSTRAINT pk_call_patients PRIMARY KEY,
        account_id uuid NOT NULL,
        call_session_id uuid NOT NULL CONSTRAINT fk_call_patients_session REFERENCES call_sessions (id),
        code text NOT NULL,
        patient_index text NOT NULL,
        patient bytea NOT NULL,
        assurance_level text NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT uq_call_patients_code UNIQUE (call_session_id, code),
        CONSTRAINT uq_call_patients_patient UNIQUE (call_session_id, patient_index),
        CONSTRAINT ck_call_patients_level CHECK (assurance_level IN ('L1', 'L2', 'L3'))
      );

      CREATE TABLE offers (
        id uuid CONSTRAINT pk_offers PRIMARY KEY,
        account_id uuid NOT NULL,
        call_session_id uuid NOT NULL CONSTRAINT fk_offers_session REFERENCES call_sessions (id),
        code text NOT NULL,
        provider_id text NOT NULL,
        operatory text NOT NULL,
        starts_at timestamptz NOT NULL,
        ends_at timestamptz NOT NULL,
        local_date text NOT NULL,
        local_time text NOT NULL,
        appointment_type_id uuid NOT NULL CONSTRAINT fk_offers_type REFERENCES appointment_types (id),
        created_at timestamptz NOT NULL DEFAULT now(),
        CONSTRAINT uq_offers_code UNIQUE (call_session_id, code),
        CONSTRAINT ck_offers_time CHECK (ends_at > starts_at)
      );

      CREATE TABLE tool_calls (
        id uuid CONSTRAINT pk_tool_calls PRIMARY KEY,
        account_id uuid NOT NULL,
        call_session_id uuid NOT NULL CONSTRAINT fk_tool_calls_session REFERENCES call_sessions (id),
        tool_call_id text NOT NULL,
        tool text NOT NULL,
        arguments_index text NOT NULL,
        arguments bytea NOT NULL,
        lease_expires_at timestamptz NOT NULL,
        answer bytea,
        created_at timestamptz NOT NULL DEFAULT now(),
        answered_at timestamptz,
        CONSTRAINT uq_tool_calls_call UNIQUE (call_session_id, tool_call_id)
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TABLE tool_calls, offers, call_patients, call_sessions, appointment_types, tool_authorities, phone_lines,
        pms_integrations, accounts;
      DROP EXTENSION btree_gist;
    `);
  }
}
