/** Where a caller who wants a person is put through: by what they want, their language, and the practice's hours. */
export const TRANSFER_DESTINATIONS_UP = `
  CREATE TABLE transfer_destinations (
    id uuid CONSTRAINT pk_transfer_destinations PRIMARY KEY,
    account_id uuid NOT NULL,
    integration_id uuid NOT NULL,
    number text NOT NULL,
    extension text,
    language text,
    reason text,
    hours text NOT NULL,
    position integer NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT fk_transfer_destinations_integration FOREIGN KEY (account_id, integration_id)
      REFERENCES pms_integrations (account_id, id),
    CONSTRAINT ck_transfer_destinations_number CHECK (number ~ '^\\+[1-9][0-9]{6,14}$'),
    CONSTRAINT ck_transfer_destinations_extension CHECK (extension ~ '^[0-9]{1,8}$'),
    CONSTRAINT ck_transfer_destinations_language CHECK (language IN ('en', 'es')),
    CONSTRAINT ck_transfer_destinations_reason CHECK (reason IN ('emergency', 'scheduling', 'billing', 'other')),
    CONSTRAINT ck_transfer_destinations_hours CHECK (hours IN ('open', 'closed', 'always'))
  );
  CREATE INDEX ix_transfer_destinations_integration ON transfer_destinations (account_id, integration_id, position);
`;

export const TRANSFER_DESTINATIONS_DOWN = 'DROP TABLE transfer_destinations;';
