/** The language that a line is answered in, and the one that a caller has turned out to speak. */
export const LANGUAGES_UP = `
  ALTER TABLE phone_lines ADD COLUMN language text NOT NULL DEFAULT 'en',
    ADD CONSTRAINT ck_phone_lines_language CHECK (language IN ('en', 'es'));
  ALTER TABLE call_sessions ADD COLUMN language text,
    ADD CONSTRAINT ck_call_sessions_language CHECK (language IN ('en', 'es'));
`;

export const LANGUAGES_DOWN = `
  ALTER TABLE call_sessions DROP COLUMN language;
  ALTER TABLE phone_lines DROP COLUMN language;
`;
