import * as fc from 'fast-check';
import { createFhirValidator } from '../../../test/support/fhir-schema';
import { A_PATIENT, A_PRACTICE, auditRowWith } from '../../../test/support/audit-rows';
import type { StoredAuditRow } from '../stored-row';
import { AuditAction, AuditActor, AuditPurpose } from '../vocabulary';
import { FHIR_ACTS } from './acts';
import { toAuditEvent } from './to-audit-event';

const problemsOf = createFhirValidator();

const KINDS = [
  { kind: 'attempt', outcomes: ['pending'], status: null },
  { kind: 'outcome', outcomes: ['success', 'not-found', 'denied', 'failure', 'unknown'], status: 200 },
  { kind: 'event', outcomes: ['success', 'denied', 'failure', 'unknown'], status: null },
];

/** Every action × actor × kind × outcome, with and without what may be absent. */
function* rowsOf(action: string): Generator<StoredAuditRow> {
  for (const actor_type of Object.values(AuditActor)) {
    for (const { kind, outcomes, status } of KINDS) {
      for (const outcome of outcomes) {
        const common = { action, actor_type, kind, outcome, response_status: status, response_time: status };
        const http = kind === 'event' ? { endpoint: null, method: null } : {};
        yield auditRowWith({ ...common, ...http });
        yield auditRowWith({
          ...common,
          ...http,
          account_id: null,
          pms_integration_id: null,
          patient_ref: null,
          actor_ref: null,
          on_behalf_of: null,
          assurance_level: null,
          caller_ref: null,
          vapi_call_id: null,
          tool_call_id: null,
          trace_id: null,
          evidence: [],
          phi_fields: [],
        });
      }
    }
  }
}

describe('toAuditEvent', () => {
  it('has a mapping for each action of the vocabulary, and for nothing else', () => {
    expect(Object.keys(FHIR_ACTS).sort()).toEqual(Object.values(AuditAction).sort());
  });

  it.each([...Object.values(AuditAction), 'an.action.of.another.version'])(
    'is an AuditEvent by the JSON schema of FHIR R4, whoever did it and however it ended: %s',
    (action) => {
      expect([...rowsOf(action)].flatMap((row) => problemsOf(toAuditEvent(row)))).toEqual([]);
    },
  );

  it.each(Object.values(AuditPurpose))('says in words of HL7 and in ours what it was for: %s', (purpose) => {
    const event = toAuditEvent(auditRowWith({ purpose }));
    expect(problemsOf(event)).toEqual([]);
    const [hl7, ours] = event.purposeOfEvent[0]?.coding ?? [];
    expect(hl7?.system).toBe('http://terminology.hl7.org/CodeSystem/v3-ActReason');
    expect(ours).toEqual({ system: 'urn:parlae:audit-purpose', code: purpose });
  });

  it('is valid whatever texts the references hold', () => {
    const text = fc.option(fc.string({ unit: 'binary', maxLength: 30 }));
    fc.assert(
      fc.property(
        text,
        text,
        text,
        text,
        fc.array(fc.string({ unit: 'binary' })),
        (ref, by, endpoint, call, fields) => {
          const row = auditRowWith({
            patient_ref: A_PATIENT,
            actor_ref: by,
            actor_type: 'operator',
            on_behalf_of: ref,
            endpoint,
            vapi_call_id: call,
            tool_call_id: ref,
            subject: by,
            phi_fields: fields,
          });
          expect(problemsOf(toAuditEvent(row))).toEqual([]);
        },
      ),
    );
  });

  it('leads back to its row: id, place, hash and the attempt before it', () => {
    const row = auditRowWith({ attempt_id: 'e2d3b0c4-1111-4111-8111-0a0a0a0a0c01', phi_fields: ['lastname', 'cell'] });
    const event = toAuditEvent(row);
    expect(event.id).toBe(row.id);
    const row_ = event.entity.find(({ type }) => type.code === 'row');
    expect(row_?.what?.identifier?.value).toBe(row.id);
    expect(row_?.detail).toEqual(
      expect.arrayContaining([
        { type: 'chain', valueString: row.chain },
        { type: 'chain_seq', valueString: String(row.chain_seq) },
        { type: 'row_hash', valueString: row.row_hash },
        { type: 'phi_field', valueString: 'lastname' },
        { type: 'phi_field', valueString: 'cell' },
      ]),
    );
    const attempt = event.entity.find(({ type }) => type.code === 'attempt');
    expect(attempt?.what?.identifier?.value).toBe(row.attempt_id);
  });

  it('keeps the microseconds of the row', () => {
    const event = toAuditEvent(auditRowWith({ created_at: Date.UTC(2031, 2, 4, 15, 30, 1, 7) * 1_000 + 42 }));
    expect(event.recorded).toBe('2031-03-04T15:30:01.007042Z');
  });

  it('tells a search by its route, and names the patient by reference only', () => {
    const event = toAuditEvent(auditRowWith());
    const query = event.entity.find(({ role }) => role?.code === '24');
    expect(Buffer.from(query?.query ?? '', 'base64').toString()).toBe('GET /patients');
    const patient = event.entity.find(({ role }) => role?.code === '1');
    expect(patient?.what).toEqual({
      type: 'Patient',
      identifier: { system: 'urn:parlae:patient-ref', value: A_PATIENT },
    });
    expect(event.source).toMatchObject({ site: A_PRACTICE, observer: { display: 'Parlae' } });
  });

  it('has the caller as the requestor, with the level, and the assistant as an application between', () => {
    const { agent } = toAuditEvent(auditRowWith());
    expect(agent.filter(({ requestor }) => requestor)).toEqual([
      expect.objectContaining({
        who: { identifier: { system: 'urn:parlae:caller-ref', value: 'k1l2m3n4o5p6q7r8s9t0Uu' }, display: 'caller' },
        role: [{ coding: [{ system: 'urn:parlae:assurance-level', code: 'L3' }] }],
      }),
    ]);
    expect(agent.map(({ who }) => who.display)).toEqual(['Parlae', 'practice software', 'caller', 'voice assistant']);
  });

  it('has exactly one requestor, whatever was done by whomever', () => {
    for (const action of Object.values(AuditAction)) {
      const counts = [...rowsOf(action)].map((row) => toAuditEvent(row).agent.filter((one) => one.requestor).length);
      expect(new Set(counts)).toEqual(new Set([1]));
    }
  });

  it.each([
    ['pms.patients.search', 'success', 200, '0'],
    ['pms.patients.search', 'not-found', 204, '0'],
    ['pms.writeback.read', 'not-found', 404, '4'],
    ['pms.patients.search', 'denied', 401, '4'],
    ['pms.patients.search', 'failure', 400, '4'],
    ['tool.call', 'failure', 503, '8'],
    ['pms.appointment.create', 'unknown', 0, '8'],
    ['pms.appointment.create', 'pending', null, '8'],
    ['pms.appointment.create', 'a-word-of-later', 200, '8'],
  ])('calls %s that ended %s (%s) outcome %s', (action, outcome, response_status, expected) => {
    const event = toAuditEvent(auditRowWith({ action, outcome, response_status }));
    expect(event.outcome).toBe(expected);
    expect(event.outcomeDesc === undefined).toBe(outcome === 'success');
  });
});
