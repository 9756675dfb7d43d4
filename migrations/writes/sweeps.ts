/**
 * What one sweep over Sikka's list of write-backs, which covers every tenant, has seen: office, write-back and a keyed
 * hash to match it by, and nothing of what it held. And how each night's reconciliation of a practice ended.
 */
export const SWEEPS_UP = `
  CREATE TABLE writeback_sweeps (
    id integer CONSTRAINT pk_writeback_sweeps PRIMARY KEY,
    lease_holder uuid,
    lease_expires_at timestamptz,
    started_at timestamptz,
    finished_at timestamptz,
    CONSTRAINT ck_writeback_sweeps_one CHECK (id = 1)
  );
  INSERT INTO writeback_sweeps (id) VALUES (1);

  CREATE TABLE seen_writebacks (
    office_id text NOT NULL,
    writeback_id text NOT NULL,
    match text NOT NULL,
    seen_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT pk_seen_writebacks PRIMARY KEY (match, office_id, writeback_id)
  );
  CREATE INDEX ix_seen_writebacks_age ON seen_writebacks (seen_at);

  CREATE TABLE reconciliations (
    id uuid CONSTRAINT pk_reconciliations PRIMARY KEY,
    account_id uuid NOT NULL,
    integration_id uuid NOT NULL,
    compared integer NOT NULL,
    mismatches integer NOT NULL,
    finished_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT fk_reconciliations_integration FOREIGN KEY (account_id, integration_id)
      REFERENCES pms_integrations (account_id, id)
  );
  CREATE INDEX ix_reconciliations_integration ON reconciliations (integration_id, finished_at);
`;

export const SWEEPS_DOWN = `DROP TABLE reconciliations, seen_writebacks, writeback_sweeps;`;
