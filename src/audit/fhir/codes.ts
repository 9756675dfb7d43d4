import type { Coding } from './resource';

/** Our own systems. What they hold is opaque, and the same wherever the record speaks of the same thing. */
export const Urn = {
  service: 'urn:parlae:service',
  integration: 'urn:parlae:pms-integration',
  assistant: 'urn:parlae:assistant',
  operator: 'urn:parlae:operator',
  callerRef: 'urn:parlae:caller-ref',
  patientRef: 'urn:parlae:patient-ref',
  call: 'urn:parlae:vapi-call',
  trace: 'urn:parlae:trace',
  row: 'urn:parlae:audit-row',
  action: 'urn:parlae:audit-action',
  purpose: 'urn:parlae:audit-purpose',
  entity: 'urn:parlae:audit-entity',
  assuranceLevel: 'urn:parlae:assurance-level',
} as const;

const DCM = 'http://dicom.nema.org/resources/ontology/DCM';
const ENTITY_TYPE = 'http://terminology.hl7.org/CodeSystem/audit-entity-type';
const OBJECT_ROLE = 'http://terminology.hl7.org/CodeSystem/object-role';
const PARTICIPATION = 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType';
const LIFECYCLE = 'http://terminology.hl7.org/CodeSystem/iso-21089-lifecycle';
const INTERACTION = 'http://hl7.org/fhir/restful-interaction';
export const ACT_REASON = 'http://terminology.hl7.org/CodeSystem/v3-ActReason';

const coding = (system: string, code: string, display: string): Coding => ({ system, code, display });

/** Codes of others, with the displays that their systems give them. */
export const Code = {
  rest: coding('http://terminology.hl7.org/CodeSystem/audit-event-type', 'rest', 'RESTful Operation'),
  read: coding(INTERACTION, 'read', 'read'),
  search: coding(INTERACTION, 'search-type', 'search-type'),
  create: coding(INTERACTION, 'create', 'create'),
  update: coding(INTERACTION, 'update', 'update'),
  operation: coding(INTERACTION, 'operation', 'operation'),

  applicationActivity: coding(DCM, '110100', 'Application Activity'),
  auditLogUsed: coding(DCM, '110101', 'Audit Log Used'),
  exported: coding(DCM, '110106', 'Export'),
  securityAlert: coding(DCM, '110113', 'Security Alert'),
  nodeAuthentication: coding(DCM, '110126', 'Node Authentication'),
  amend: coding(LIFECYCLE, 'amend', 'Amend (Update) Record Lifecycle Event'),
  decrypt: coding(LIFECYCLE, 'decrypt', 'Decrypt Record Lifecycle Event'),
  destroy: coding(LIFECYCLE, 'destroy', 'Destroy/Delete Record Lifecycle Event'),
  disclose: coding(LIFECYCLE, 'disclose', 'Disclose Record Lifecycle Event'),
  hold: coding(LIFECYCLE, 'hold', 'Add Legal Hold Record Lifecycle Event'),

  application: coding(DCM, '110150', 'Application'),
  destination: coding(DCM, '110152', 'Destination Role ID'),
  source: coding(DCM, '110153', 'Source Role ID'),
  recipient: coding(PARTICIPATION, 'IRCP', 'information recipient'),
  author: coding(PARTICIPATION, 'AUT', 'author (originator)'),
  informant: coding(PARTICIPATION, 'INF', 'informant'),

  person: coding(ENTITY_TYPE, '1', 'Person'),
  systemObject: coding(ENTITY_TYPE, '2', 'System Object'),
  requestId: coding('https://profiles.ihe.net/ITI/BALP/CodeSystem/BasicAuditEntityType', 'XrequestId', 'X-Request-Id'),
  patient: coding(OBJECT_ROLE, '1', 'Patient'),
  report: coding(OBJECT_ROLE, '3', 'Report'),
  domainResource: coding(OBJECT_ROLE, '4', 'Domain Resource'),
  job: coding(OBJECT_ROLE, '20', 'Job'),
  query: coding(OBJECT_ROLE, '24', 'Query'),

  applicationServer: coding('http://terminology.hl7.org/CodeSystem/security-source-type', '4', 'Application Server'),
} as const satisfies Record<string, Coding>;
