/** Canonical form 1 and its writer, as the first migration of the audit record made them: what a step back restores. */
export const FIRST_CANONICAL_FORM = `
      CREATE FUNCTION audit_field(p_value text) RETURNS text LANGUAGE sql IMMUTABLE AS
        $fn$ SELECT CASE WHEN p_value IS NULL THEN '-' ELSE octet_length(p_value) || ':' || p_value END $fn$;

      CREATE FUNCTION audit_list(p_values text[]) RETURNS text LANGUAGE sql IMMUTABLE AS $fn$
        SELECT coalesce(string_agg(audit_field(v), ',' ORDER BY i), '') FROM unnest(p_values) WITH ORDINALITY AS t (v, i)
      $fn$;

      CREATE FUNCTION audit_canonical(r pms_audit_logs) RETURNS text LANGUAGE sql STABLE AS $fn$
        SELECT string_agg(audit_field(v), ',' ORDER BY i) FROM unnest(ARRAY[
          r.chain, r.chain_seq::text, r.id::text,
          (extract(epoch FROM r.created_at) * 1000000)::bigint::text,
          r.event_version::text, r.kind, r.attempt_id::text, r.account_id::text, r.pms_integration_id::text,
          r.action, r.outcome, r.actor_type, r.actor_ref, r.on_behalf_of, r.purpose, r.assurance_level,
          audit_list(r.evidence), r.patient_ref, r.phi_accessed::text, audit_list(r.phi_fields),
          r.endpoint, r.method, r.response_status::text, r.response_time::text,
          r.vapi_call_id, r.tool_call_id, r.workflow_id, r.trace_id
        ]) WITH ORDINALITY AS t (v, i)
      $fn$;
`;

export const FIRST_AUDIT_APPEND = `
      CREATE OR REPLACE FUNCTION audit_append(p_rows jsonb) RETURNS void
        LANGUAGE plpgsql SET search_path FROM CURRENT AS $fn$
      DECLARE
        v_row jsonb;
        v_new pms_audit_logs;
        v_head audit_chain_heads;
        v_month timestamptz;
        v_chain text := coalesce(p_rows -> 0 ->> 'account_id', 'system');
      BEGIN
        SELECT * INTO v_head FROM audit_chain_heads WHERE chain = v_chain FOR UPDATE;
        IF NOT FOUND THEN
          INSERT INTO audit_chain_heads (chain, chain_seq, row_hash, created_at)
            VALUES (v_chain, 0, decode(repeat('00', 32), 'hex'), '-infinity') ON CONFLICT (chain) DO NOTHING;
          SELECT * INTO STRICT v_head FROM audit_chain_heads WHERE chain = v_chain FOR UPDATE;
        END IF;
        PERFORM set_config('parlae.audit_append', 'on', true);

        FOR v_row IN SELECT value FROM jsonb_array_elements(p_rows) LOOP
          v_new := jsonb_populate_record(
            jsonb_populate_record(NULL::pms_audit_logs, '{"evidence": [], "phi_fields": []}'), v_row);
          v_new.chain := coalesce(v_new.account_id::text, 'system');
          IF v_new.chain <> v_chain THEN
            RAISE EXCEPTION 'audit rows of two chains in one append' USING ERRCODE = '22023';
          END IF;
          v_new.chain_seq := v_head.chain_seq + 1;
          v_new.created_at := greatest(clock_timestamp(), v_head.created_at);
          v_new.prev_hash := v_head.row_hash;
          v_new.row_hash := sha256(v_new.prev_hash || convert_to(audit_canonical(v_new), 'UTF8'));
          IF v_month IS DISTINCT FROM date_trunc('month', v_new.created_at, 'UTC') THEN
            v_month := date_trunc('month', v_new.created_at, 'UTC');
            PERFORM audit_ensure_partition(v_month);
          END IF;
          INSERT INTO pms_audit_logs SELECT v_new.*;
          v_head.chain_seq := v_new.chain_seq;
          v_head.row_hash := v_new.row_hash;
          v_head.created_at := v_new.created_at;
        END LOOP;

        UPDATE audit_chain_heads
          SET chain_seq = v_head.chain_seq, row_hash = v_head.row_hash, created_at = v_head.created_at
          WHERE chain = v_chain;
        PERFORM set_config('parlae.audit_append', 'off', true);
      END $fn$;
`;
