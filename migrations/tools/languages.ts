/**
 * The language that a line is answered in; the one that a caller has turned out to speak, if anybody has said; and the one
 * that a call was last answered in, for news that comes later.
 */
export const LANGUAGES_UP = `
  ALTER TABLE phone_lines ADD COLUMN language text NOT NULL DEFAULT 'en',
    ADD CONSTRAINT ck_phone_lines_language CHECK (language IN ('en', 'es'));
  ALTER TABLE call_sessions ADD COLUMN language text, ADD COLUMN answered_in text NOT NULL DEFAULT 'en',
    ADD CONSTRAINT ck_call_sessions_language CHECK (language IN ('en', 'es')),
    ADD CONSTRAINT ck_call_sessions_answered_in CHECK (answered_in IN ('en', 'es'));
`;

export const LANGUAGES_DOWN = `
  ALTER TABLE call_sessions DROP COLUMN language, DROP COLUMN answered_in;
  ALTER TABLE phone_lines DROP COLUMN language;
`;
