/**
 * The partition of a month, made when the first row needs it. A table that is attached takes a lock on the parent that
 * lets others read and write meanwhile; one that is created as a partition would wait for all of them, and two that had
 * written before could each wait for the other.
 */
export const AUDIT_ENSURE_PARTITION = `
  CREATE OR REPLACE FUNCTION audit_ensure_partition(p_at timestamptz) RETURNS void
    LANGUAGE plpgsql SET search_path FROM CURRENT AS $fn$
  DECLARE
    -- A month is added without a time zone, for with one it would be the session's.
    v_month timestamp := date_trunc('month', p_at AT TIME ZONE 'UTC');
    v_from timestamptz := v_month AT TIME ZONE 'UTC';
    v_until timestamptz := (v_month + interval '1 month') AT TIME ZONE 'UTC';
    v_name text := 'pms_audit_logs_' || to_char(v_month, 'YYYYMM');
    -- With its schema, or a caller's temporary table of the name would do for the partition.
    v_full_name text := quote_ident(current_schema()) || '.' || v_name;
  BEGIN
    IF to_regclass(v_full_name) IS NOT NULL THEN
      RETURN;
    END IF;
    LOCK TABLE pms_audit_logs IN SHARE UPDATE EXCLUSIVE MODE;
    IF to_regclass(v_full_name) IS NOT NULL THEN
      RETURN; -- another transaction has made it while this one waited
    END IF;
    EXECUTE format('CREATE TABLE %s (LIKE pms_audit_logs INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', v_full_name);
    EXECUTE format('CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON %s
      FOR EACH STATEMENT EXECUTE FUNCTION audit_only_append()', v_full_name);
    EXECUTE format('ALTER TABLE pms_audit_logs ATTACH PARTITION %s FOR VALUES FROM (%L) TO (%L)',
      v_full_name, v_from, v_until);
  END $fn$;
`;

/** As the first migration of the audit record made it: what a step back restores. */
export const FIRST_ENSURE_PARTITION = `
      CREATE OR REPLACE FUNCTION audit_ensure_partition(p_at timestamptz) RETURNS void
        LANGUAGE plpgsql SET search_path FROM CURRENT AS $fn$
      DECLARE
        v_from timestamptz := date_trunc('month', p_at, 'UTC');
        v_name text := 'pms_audit_logs_' || to_char(v_from AT TIME ZONE 'UTC', 'YYYYMM');
      BEGIN
        IF to_regclass(v_name) IS NOT NULL THEN
          RETURN;
        END IF;
        PERFORM pg_advisory_xact_lock(hashtext('audit_ensure_partition'));
        EXECUTE format('CREATE TABLE IF NOT EXISTS %I PARTITION OF pms_audit_logs FOR VALUES FROM (%L) TO (%L)',
          v_name, v_from, v_from + interval '1 month');
        EXECUTE format('CREATE OR REPLACE TRIGGER audit_no_truncate BEFORE TRUNCATE ON %I
          FOR EACH STATEMENT EXECUTE FUNCTION audit_only_append()', v_name);
      END $fn$;
`;
