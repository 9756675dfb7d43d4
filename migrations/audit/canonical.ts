/**
 * Canonical form 2 of a row: a JSON array of its fields in this order, as Postgres writes it (`, ` between the
 * elements). `created_at` is in microseconds since 1970. A new column goes at the end, under a new version.
 */
export const AUDIT_CANONICAL = `
  CREATE FUNCTION audit_canonical(r pms_audit_logs) RETURNS text LANGUAGE sql STABLE AS $fn$
    SELECT json_build_array(
      r.canonical_version, r.chain, r.chain_seq, r.id, (extract(epoch FROM r.created_at) * 1000000)::bigint,
      r.event_version, r.kind, r.attempt_id, r.account_id, r.pms_integration_id, r.action, r.outcome, r.actor_type,
      r.actor_ref, r.on_behalf_of, r.purpose, r.assurance_level, r.evidence, r.patient_ref, r.phi_accessed,
      r.phi_fields, r.endpoint, r.method, r.response_status, r.response_time, r.vapi_call_id, r.tool_call_id,
      r.workflow_id, r.trace_id, r.caller_ref, r.subject
    )::text
  $fn$;
`;
