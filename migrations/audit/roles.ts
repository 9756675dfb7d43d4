/**
 * Three roles that no one signs in with; logins are made members of one.
 *
 * - parlae_app: the api and the worker. Of the audit record it may read, and append through audit_append().
 * - parlae_auditor: a privacy officer. Reads the record, and nothing else; what is read is put on record too.
 * - parlae_retention: may, besides, place and release legal holds and drop months that are over.
 *
 * Where the migrating login may not create roles, and nobody has created them, one login does all.
 */
export const AUDIT_ROLES = `
  CREATE FUNCTION parlae_grant_roles() RETURNS void LANGUAGE plpgsql SET search_path FROM CURRENT AS $fn$
  DECLARE
    v_table text;
    v_role text;
    v_may_create boolean := (SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user);
  BEGIN
    FOREACH v_role IN ARRAY ARRAY['parlae_app', 'parlae_auditor', 'parlae_retention'] LOOP
      IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = v_role) THEN
        IF NOT v_may_create THEN
          RAISE NOTICE 'role % is not there and may not be created: one login does all', v_role;
          RETURN;
        END IF;
        BEGIN
          EXECUTE format('CREATE ROLE %I NOLOGIN', v_role);
        EXCEPTION WHEN duplicate_object OR unique_violation THEN
          NULL; -- another database's migration was faster: roles belong to the whole server
        END;
      END IF;
      EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', current_schema(), v_role);
    END LOOP;

    FOR v_table IN
      SELECT c.relname FROM pg_class c
       WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND c.relname <> 'migrations'
    LOOP
      IF v_table LIKE 'pms\\_audit\\_logs%' OR v_table LIKE 'audit\\_%' THEN
        EXECUTE format('REVOKE ALL ON %I FROM PUBLIC, parlae_app, parlae_auditor, parlae_retention', v_table);
        EXECUTE format('GRANT SELECT ON %I TO parlae_app, parlae_auditor, parlae_retention', v_table);
      ELSE
        EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO parlae_app', v_table);
      END IF;
    END LOOP;
    GRANT INSERT ON audit_checkpoints, audit_seals TO parlae_app;
    GRANT INSERT, UPDATE (released_by, released_at) ON audit_legal_holds TO parlae_retention;
    GRANT SELECT (id, name, time_zone, created_at) ON accounts TO parlae_auditor, parlae_retention;
    GRANT SELECT ON pms_integrations TO parlae_auditor, parlae_retention;

    REVOKE ALL ON FUNCTION audit_append(jsonb), audit_ensure_partition(timestamptz),
      audit_drop_month(date, text, bigint), parlae_grant_roles() FROM PUBLIC;
    GRANT EXECUTE ON FUNCTION audit_append(jsonb) TO parlae_app, parlae_auditor, parlae_retention;
    GRANT EXECUTE ON FUNCTION audit_drop_month(date, text, bigint) TO parlae_retention;
  END $fn$;
`;
