import { canonicalText } from './canonical';

const LISTS: readonly string[] = ['evidence', 'phi_fields'];
/** Columns that the row gets from its place in the chain. */
const BY_PLACE: Readonly<Record<string, string>> = {
  canonical_version: '2',
  chain: 'h.chain',
  chain_seq: 'h.chain_seq + 1',
  created_at: 'greatest(v_now, h.created_at)',
};
const valueOf = (column: string): string =>
  BY_PLACE[column] ?? (LISTS.includes(column) ? `coalesce(v_new.${column}, '{}')` : `v_new.${column}`);

/**
 * The only writer. It runs with its owner's rights, so that nobody else needs any on the tables, and the trigger lets
 * rows in only while it runs. One UPDATE of the chain's head locks it until the transaction ends, gives the row its
 * number, time and hash, and tells what it follows: so numbers have no gaps and the chain does not fork. (Above READ
 * COMMITTED a head that moved after the snapshot is Postgres's own serialization failure, 40001.) Rows of a second chain
 * are refused by ck_pms_audit_logs_chain. The head is locked before the table is touched, so that retention, which puts
 * itself on record and locks the table then, meets nobody the other way round.
 *
 * Several rows are written by one INSERT, for to begin one into a partitioned table costs more than a row; a single row
 * goes without the array, whose reading costs a tenth of the whole.
 */
export const AUDIT_APPEND = `
  CREATE OR REPLACE FUNCTION audit_append(p_rows jsonb) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path FROM CURRENT SET parlae.audit_append = 'on' AS $fn$
  DECLARE
    v_chain text := coalesce(p_rows -> 0 ->> 'account_id', 'system');
    v_last integer := jsonb_array_length(p_rows) - 1;
    v_now timestamptz := clock_timestamp();
    v_new pms_audit_logs;
    v_rows pms_audit_logs[];
    v_is_new_month boolean;
  BEGIN
    FOR i IN 0 .. v_last LOOP
      LOOP
        -- Within the loop: an UPDATE that finds no head has emptied the fields that it returns into.
        v_new := jsonb_populate_record(NULL::pms_audit_logs, p_rows -> i);
        UPDATE audit_chain_heads h SET
            prev_hash = h.row_hash,
            prev_created_at = h.created_at,
            chain_seq = ${valueOf('chain_seq')},
            created_at = ${valueOf('created_at')},
            row_hash = sha256(h.row_hash || convert_to(${canonicalText(valueOf)}, 'UTF8'))
          WHERE chain = v_chain
          RETURNING ${valueOf('canonical_version')}, chain, chain_seq, created_at, prev_hash, row_hash,
            ${valueOf('evidence')}, ${valueOf('phi_fields')},
            prev_created_at < date_trunc('month', created_at, 'UTC')
          INTO v_new.canonical_version, v_new.chain, v_new.chain_seq, v_new.created_at, v_new.prev_hash, v_new.row_hash,
            v_new.evidence, v_new.phi_fields, v_is_new_month;
        EXIT WHEN FOUND;
        INSERT INTO audit_chain_heads (chain, chain_seq, row_hash, created_at)
          VALUES (v_chain, 0, decode(repeat('00', 32), 'hex'), '-infinity') ON CONFLICT (chain) DO NOTHING;
      END LOOP;
      IF v_is_new_month THEN
        PERFORM audit_ensure_partition(v_new.created_at);
      END IF;
      IF v_last = 0 THEN
        INSERT INTO pms_audit_logs SELECT v_new.*;
      ELSE
        v_rows[i] := v_new;
      END IF;
    END LOOP;
    IF v_last > 0 THEN
      INSERT INTO pms_audit_logs SELECT * FROM unnest(v_rows);
    END IF;
  END $fn$;
`;
