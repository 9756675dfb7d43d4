/**
 * The one way in which audit rows leave: a whole month, when it has been over for six years, no legal hold covers it,
 * and a checkpoint has sealed the last row that each chain has in it. The last rows' hashes stay as the chains' anchors,
 * and the act is put on record in the same transaction.
 *
 * Locks are taken in the order in which everybody else takes them: the legal holds, the system chain, then the table.
 * The table's lock stops every reader and writer, so it is asked for last, and given up on after two seconds.
 */
export const AUDIT_DROP_MONTH = `
  CREATE FUNCTION audit_drop_month(p_month date, p_actor text, p_checkpoint bigint) RETURNS bigint
    LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT SET lock_timeout = '2s' AS $fn$
  DECLARE
    v_from timestamptz := p_month::timestamp AT TIME ZONE 'UTC';
    v_until timestamptz := (p_month + interval '1 month')::timestamp AT TIME ZONE 'UTC';
    v_partition regclass;
    v_rows bigint;
    v_unsealed text;
  BEGIN
    IF p_month IS NULL OR p_month <> date_trunc('month', p_month::timestamp) THEN
      RAISE EXCEPTION 'a month begins on its first day' USING ERRCODE = '22023';
    END IF;
    IF coalesce(p_actor, '') = '' OR p_checkpoint IS NULL THEN
      RAISE EXCEPTION 'who does it, and on which checkpoint, must be said' USING ERRCODE = '22023';
    END IF;
    -- Among the partitions of the record, so that no other table of that name, nor a temporary one, can stand in.
    SELECT c.oid::regclass INTO v_partition FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
     WHERE i.inhparent = 'pms_audit_logs'::regclass AND c.relname = 'pms_audit_logs_' || to_char(p_month, 'YYYYMM');
    IF v_partition IS NULL THEN
      RAISE EXCEPTION 'there are no rows of that month' USING ERRCODE = 'P0002';
    END IF;
    IF v_until > now() - interval '6 years' THEN
      RAISE EXCEPTION 'rows are kept for six years' USING ERRCODE = '42501';
    END IF;
    IF EXISTS (SELECT FROM pms_audit_logs WHERE created_at < v_from) THEN
      RAISE EXCEPTION 'an older month is still there: the oldest goes first' USING ERRCODE = '42501';
    END IF;
    -- A hold that is being placed waits until the month is gone, or is seen here.
    LOCK TABLE audit_legal_holds IN SHARE MODE;
    IF EXISTS (
      SELECT FROM audit_legal_holds h
       WHERE h.released_at IS NULL AND h.from_month < v_until AT TIME ZONE 'UTC'
         AND coalesce(h.until_month, p_month) >= p_month
         AND (h.account_id IS NULL OR EXISTS (
           SELECT FROM pms_audit_logs l
            WHERE l.chain = h.account_id::text AND l.created_at >= v_from AND l.created_at < v_until))
    ) THEN
      RAISE EXCEPTION 'a legal hold covers that month' USING ERRCODE = '42501';
    END IF;

    CREATE TEMP TABLE pg_temp.audit_last_rows ON COMMIT DROP AS
      SELECT DISTINCT ON (l.chain) l.chain, l.chain_seq, l.row_hash
        FROM pms_audit_logs l WHERE l.created_at >= v_from AND l.created_at < v_until
       ORDER BY l.chain, l.chain_seq DESC;
    SELECT l.chain INTO v_unsealed FROM pg_temp.audit_last_rows l
      LEFT JOIN audit_seals s ON s.chain = l.chain AND s.chain_seq = l.chain_seq AND s.row_hash = l.row_hash
        AND s.checkpoint_number <= p_checkpoint
     WHERE s.chain IS NULL LIMIT 1;
    IF FOUND THEN
      RAISE EXCEPTION 'no checkpoint has sealed the end of that month for the chain %', v_unsealed
        USING ERRCODE = '42501';
    END IF;
    INSERT INTO audit_chain_anchors (chain, chain_seq, row_hash, checkpoint_number)
      SELECT l.chain, l.chain_seq, l.row_hash, s.checkpoint_number FROM pg_temp.audit_last_rows l
        JOIN audit_seals s ON s.chain = l.chain AND s.chain_seq = l.chain_seq
      ON CONFLICT (chain) DO UPDATE SET chain_seq = excluded.chain_seq, row_hash = excluded.row_hash,
        checkpoint_number = excluded.checkpoint_number;
    DROP TABLE pg_temp.audit_last_rows;
    EXECUTE 'SELECT count(*) FROM ' || v_partition INTO v_rows;

    PERFORM audit_append(jsonb_build_array(jsonb_build_object(
      'id', gen_random_uuid(), 'event_version', 2, 'kind', 'event', 'action', 'audit.retention', 'outcome', 'success',
      'actor_type', 'operator', 'actor_ref', p_actor, 'purpose', 'operations', 'phi_accessed', false,
      'subject', 'month:' || to_char(p_month, 'YYYY-MM') || ' rows:' || v_rows || ' checkpoint:' || p_checkpoint)));
    -- Whoever appends holds the chain's lock before the table's, so the row of this act comes before the drop.
    EXECUTE 'DROP TABLE ' || v_partition;
    RETURN v_rows;
  END $fn$;
`;
