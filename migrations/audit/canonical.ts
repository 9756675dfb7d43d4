const FIELDS = [
  ...['canonical_version', 'chain', 'chain_seq', 'id', 'created_at', 'event_version', 'kind', 'attempt_id'],
  ...['account_id', 'pms_integration_id', 'action', 'outcome', 'actor_type', 'actor_ref', 'on_behalf_of', 'purpose'],
  ...['assurance_level', 'evidence', 'patient_ref', 'phi_accessed', 'phi_fields', 'endpoint', 'method'],
  ...['response_status', 'response_time', 'vapi_call_id', 'tool_call_id', 'workflow_id', 'trace_id', 'caller_ref'],
  'subject',
];

/**
 * Canonical form 2 of a row: a JSON array of its fields in this order, as Postgres writes it (`, ` between the
 * elements). `created_at` is in microseconds since 1970. A new column goes at the end, under a new version.
 * @param valueOf the SQL of a column's value
 */
export const canonicalText = (valueOf: (column: string) => string): string => {
  const values = FIELDS.map((field) =>
    field === 'created_at' ? `(extract(epoch FROM ${valueOf(field)}) * 1000000)::bigint` : valueOf(field),
  );
  return `json_build_array(${values.join(', ')})::text`;
};

export const AUDIT_CANONICAL = `
  CREATE FUNCTION audit_canonical(r pms_audit_logs) RETURNS text LANGUAGE sql STABLE AS $fn$
    SELECT ${canonicalText((column) => `r.${column}`)}
  $fn$;
`;
