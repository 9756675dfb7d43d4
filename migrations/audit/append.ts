/**
 * The only writer. It runs with its owner's rights, so that nobody else needs any on the tables, and the trigger lets
 * rows in only while it runs. The row lock of the chain's head is held until the transaction ends: it is what keeps the
 * numbers without gaps and the chain without forks. (Above READ COMMITTED a head that moved after the snapshot is
 * Postgres's own serialization failure, 40001.) Rows of a second chain are refused by ck_pms_audit_logs_chain.
 *
 * All rows are hashed first and then written by one INSERT, for the start of an INSERT into a partitioned table costs
 * more than the row. So all rows of a call have one time.
 */
export const AUDIT_APPEND = `
  CREATE OR REPLACE FUNCTION audit_append(p_rows jsonb) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT SET parlae.audit_append = 'on' AS $fn$
  DECLARE
    v_chain text := coalesce(p_rows -> 0 ->> 'account_id', 'system');
    v_last integer := jsonb_array_length(p_rows) - 1;
    v_new pms_audit_logs;
    v_rows pms_audit_logs[];
    v_seq bigint;
    v_hash bytea;
    v_before timestamptz;
    v_at timestamptz;
  BEGIN
    IF v_last < 0 THEN
      RETURN;
    END IF;
    LOOP
      SELECT chain_seq, row_hash, created_at INTO v_seq, v_hash, v_before
        FROM audit_chain_heads WHERE chain = v_chain FOR UPDATE;
      EXIT WHEN FOUND;
      INSERT INTO audit_chain_heads (chain, chain_seq, row_hash, created_at)
        VALUES (v_chain, 0, decode(repeat('00', 32), 'hex'), '-infinity') ON CONFLICT (chain) DO NOTHING;
    END LOOP;
    v_at := greatest(clock_timestamp(), v_before);
    IF date_trunc('month', v_before, 'UTC') < date_trunc('month', v_at, 'UTC') THEN
      PERFORM audit_ensure_partition(v_at);
    END IF;

    FOR i IN 0 .. v_last LOOP
      v_new := jsonb_populate_record(NULL::pms_audit_logs, p_rows -> i);
      v_seq := v_seq + 1;
      v_new.canonical_version := 2;
      v_new.chain := v_chain;
      v_new.chain_seq := v_seq;
      v_new.created_at := v_at;
      v_new.evidence := coalesce(v_new.evidence, '{}');
      v_new.phi_fields := coalesce(v_new.phi_fields, '{}');
      v_new.prev_hash := v_hash;
      v_hash := sha256(v_hash || convert_to(audit_canonical(v_new), 'UTF8'));
      v_new.row_hash := v_hash;
      v_rows[i] := v_new;
    END LOOP;
    INSERT INTO pms_audit_logs SELECT * FROM unnest(v_rows);
    UPDATE audit_chain_heads SET chain_seq = v_seq, row_hash = v_hash, created_at = v_at WHERE chain = v_chain;
  END $fn$;
`;
