/**
 * The only writer. It runs with its owner's rights, so that nobody else needs any on the tables. The lock of the chain
 * is held until the transaction ends; the last UPDATE finds no row, and all fails, if the head has moved all the same
 * (an isolation level with an older view than the lock's).
 */
export const AUDIT_APPEND = `
  CREATE OR REPLACE FUNCTION audit_append(p_rows jsonb) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT AS $fn$
  DECLARE
    v_chain text := coalesce(p_rows -> 0 ->> 'account_id', 'system');
    v_new pms_audit_logs;
    v_before bigint;
    v_seq bigint;
    v_hash bytea;
    v_at timestamptz;
    v_month timestamptz;
  BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(v_chain, 5)), set_config('parlae.audit_append', 'on', true);
    SELECT chain_seq, row_hash, created_at INTO v_before, v_hash, v_at FROM audit_chain_heads WHERE chain = v_chain;
    IF NOT FOUND THEN
      v_before := 0;
      v_hash := decode(repeat('00', 32), 'hex');
      v_at := '-infinity';
      INSERT INTO audit_chain_heads (chain, chain_seq, row_hash, created_at) VALUES (v_chain, 0, v_hash, v_at);
    END IF;
    v_seq := v_before;
    v_month := date_trunc('month', v_at, 'UTC');

    FOR i IN 0 .. jsonb_array_length(p_rows) - 1 LOOP
      v_new := jsonb_populate_record(NULL::pms_audit_logs, p_rows -> i);
      IF coalesce(v_new.account_id::text, 'system') <> v_chain THEN
        RAISE EXCEPTION 'audit rows of two chains in one append' USING ERRCODE = '22023';
      END IF;
      v_seq := v_seq + 1;
      v_at := greatest(clock_timestamp(), v_at);
      v_new.canonical_version := 2;
      v_new.chain := v_chain;
      v_new.chain_seq := v_seq;
      v_new.created_at := v_at;
      v_new.evidence := coalesce(v_new.evidence, '{}');
      v_new.phi_fields := coalesce(v_new.phi_fields, '{}');
      v_new.prev_hash := v_hash;
      v_hash := sha256(v_hash || convert_to(audit_canonical(v_new), 'UTF8'));
      v_new.row_hash := v_hash;
      IF v_month < date_trunc('month', v_at, 'UTC') THEN
        v_month := date_trunc('month', v_at, 'UTC');
        PERFORM audit_ensure_partition(v_month);
      END IF;
      INSERT INTO pms_audit_logs SELECT v_new.*;
    END LOOP;

    UPDATE audit_chain_heads SET chain_seq = v_seq, row_hash = v_hash, created_at = v_at
      WHERE chain = v_chain AND chain_seq = v_before;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'the chain has moved on' USING ERRCODE = '40001';
    END IF;
    PERFORM set_config('parlae.audit_append', 'off', true);
  END $fn$;
`;
