import { auditRowWith } from '../../../test/support/audit-rows';
import { AuditAction, AuditActor, AuditPurpose } from '../vocabulary';
import type { AuditEvent, AuditEventAgent, AuditEventEntity, Coding } from './resource';
import { toAuditEvent } from './to-audit-event';

/**
 * The constraints of IHE Basic Audit Log Patterns 1.1.4 on the profiles that we claim, written down from its source:
 * https://github.com/IHE/ITI.BasicAudit, input/fsh/{PatientQuery,PatientRead,PatientCreate,Disclose}.fsh (published as
 * the StructureDefinitions under https://profiles.ihe.net/ITI/BALP/StructureDefinition/). A slice is found by its type.
 */
interface Profile {
  readonly type: string;
  /** One of these must be among the subtypes. */
  readonly subtypes: readonly string[];
  readonly action: string;
  /** Types of the agents of which there is exactly one, each with `who` and `network`. */
  readonly machines: readonly string[];
  /** Types of the agent of which there is at most one, with `requestor` true and without a network. */
  readonly users: readonly string[];
  /** What the entity of type 2 is: a query without `what` and details, an object with `what`, or as one likes. */
  readonly object: 'query' | 'data' | 'any';
  readonly hasPatient: boolean;
  readonly minEntities: number;
}

const DCM = 'http://dicom.nema.org/resources/ontology/DCM';
const ENTITY = 'http://terminology.hl7.org/CodeSystem/audit-entity-type';
const ROLE = 'http://terminology.hl7.org/CodeSystem/object-role';
const REST = 'http://terminology.hl7.org/CodeSystem/audit-event-type|rest';
const INTERACTION = 'http://hl7.org/fhir/restful-interaction';
const PARTICIPATION = 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType';
const SOURCE = `${DCM}|110153`;
const DESTINATION = `${DCM}|110152`;
const RECIPIENT = [`${PARTICIPATION}|IRCP`];
const DATA_SOURCES = ['AUT', 'INF', 'CST'].map((code) => `${PARTICIPATION}|${code}`);

const query: Profile = {
  type: REST,
  subtypes: ['search', 'search-type', 'search-system'].map((code) => `${INTERACTION}|${code}`),
  action: 'E',
  machines: [SOURCE, DESTINATION],
  users: RECIPIENT,
  object: 'query',
  hasPatient: false,
  minEntities: 1,
};
const read: Profile = {
  ...query,
  subtypes: ['read', 'vread'].map((code) => `${INTERACTION}|${code}`),
  action: 'R',
  object: 'data',
};
const create: Profile = {
  ...query,
  subtypes: [`${INTERACTION}|create`],
  action: 'C',
  users: DATA_SOURCES,
  object: 'data',
};
const disclosure: Profile = {
  ...query,
  type: `${DCM}|110106`,
  subtypes: ['http://terminology.hl7.org/CodeSystem/iso-21089-lifecycle|disclose'],
  action: 'R',
  object: 'any',
  hasPatient: true,
  minEntities: 2,
};

const BASE = 'https://profiles.ihe.net/ITI/BALP/StructureDefinition/IHE.BasicAudit.';
const PROFILES: Readonly<Record<string, Profile>> = {
  [`${BASE}Query`]: query,
  [`${BASE}PatientQuery`]: { ...query, hasPatient: true },
  [`${BASE}Read`]: read,
  [`${BASE}PatientRead`]: { ...read, hasPatient: true, minEntities: 2 },
  [`${BASE}Create`]: create,
  [`${BASE}PatientCreate`]: { ...create, hasPatient: true, minEntities: 2 },
  [`${BASE}PrivacyDisclosure.Source`]: disclosure,
};

const codeOf = ({ system, code }: Coding): string => `${system}|${code}`;
const agentType = ({ type }: AuditEventAgent): string => type.coding.map(codeOf).join();
const slice = (event: AuditEvent, type: string): AuditEventEntity[] =>
  event.entity.filter((entity) => codeOf(entity.type) === type);

function checkAgents(event: AuditEvent, profile: Profile): void {
  expect(event.agent.length).toBeGreaterThanOrEqual(2);
  for (const type of profile.machines) {
    const found = event.agent.filter((agent) => agentType(agent) === type);
    expect(found).toEqual([expect.objectContaining({ who: expect.anything(), network: expect.anything() })]);
  }
  const users = event.agent.filter((agent) => profile.users.includes(agentType(agent)));
  expect(users.length).toBeLessThanOrEqual(1);
  for (const user of users) {
    expect(user).toMatchObject({ requestor: true, who: expect.anything() });
    expect(user).not.toHaveProperty('network');
  }
}

function checkEntities(event: AuditEvent, profile: Profile): void {
  expect(event.entity.length).toBeGreaterThanOrEqual(profile.minEntities);
  const patients = slice(event, `${ENTITY}|1`);
  expect(patients).toHaveLength(profile.hasPatient ? 1 : 0);
  for (const patient of patients) {
    expect(codeOf(patient.role!)).toBe(`${ROLE}|1`);
    expect(patient.what?.type).toBe('Patient');
  }
  expect(
    slice(event, 'https://profiles.ihe.net/ITI/BALP/CodeSystem/BasicAuditEntityType|XrequestId').length,
  ).toBeLessThan(2);
  const objects = slice(event, `${ENTITY}|2`);
  if (profile.object === 'any') return;
  expect(objects).toHaveLength(1);
  const [object] = objects;
  if (profile.object === 'query') {
    expect(codeOf(object!.role!)).toBe(`${ROLE}|24`);
    expect(object?.query).toMatch(/^[A-Za-z0-9+/]+=*$/);
    expect(object).not.toHaveProperty('what');
    expect(object).not.toHaveProperty('detail');
    expect(object).not.toHaveProperty('lifecycle');
  } else {
    expect(['4', '3', '20'].map((code) => `${ROLE}|${code}`)).toContain(codeOf(object!.role!));
    expect(object?.what).toBeDefined();
  }
}

/** Every resource that we can make of a successful row. */
function* successes(): Generator<AuditEvent> {
  for (const action of Object.values(AuditAction)) {
    for (const actor_type of Object.values(AuditActor)) {
      const purposes = action === AuditAction.auditExport ? Object.values(AuditPurpose) : ['treatment', 'research'];
      for (const purpose of purposes) {
        for (const patient_ref of ['a-patient', null]) {
          const endpoint = action === 'tool.call' ? '/vapi/tools/search-patients' : '/appointments';
          yield toAuditEvent(auditRowWith({ action, actor_type, purpose, patient_ref, endpoint }));
          yield toAuditEvent(
            auditRowWith({ action, actor_type, purpose, patient_ref, endpoint, on_behalf_of: null, actor_ref: null }),
          );
        }
      }
    }
  }
  for (const patient_ref of ['a-patient', null]) {
    for (const tool of ['search-patients', 'check-availability', 'book-appointment', 'transfer-to-human']) {
      yield toAuditEvent(auditRowWith({ action: 'tool.call', endpoint: `/vapi/tools/${tool}`, patient_ref }));
    }
  }
}

describe('the profiles of IHE BALP', () => {
  const events = [...successes()];

  it.each(Object.entries(PROFILES))('are kept to where they are claimed, and each is: %s', (url, profile) => {
    const claiming = events.filter(({ meta }) => meta?.profile.includes(url));
    expect(claiming.length).toBeGreaterThan(0);
    for (const event of claiming) {
      expect(event.meta?.profile).toEqual([url]);
      expect(codeOf(event.type)).toBe(profile.type);
      expect(event.subtype.map(codeOf).filter((code) => profile.subtypes.includes(code))).toHaveLength(1);
      expect(event.action).toBe(profile.action);
      expect(event.outcome).toBe('0');
      checkAgents(event, profile);
      checkEntities(event, profile);
    }
  });

  it('has ourselves as the source of a disclosure, as the invariant val-audit-source asks', () => {
    const disclosures = events.filter(({ meta }) => meta?.profile.includes(`${BASE}PrivacyDisclosure.Source`));
    for (const { agent, source } of disclosures) {
      expect(agent.find((one) => agentType(one) === SOURCE)?.who).toEqual(source.observer);
    }
  });

  it('claims no profile that is not in the table', () => {
    const claimed = new Set(events.flatMap(({ meta }) => meta?.profile ?? []));
    expect([...claimed].filter((url) => !Object.hasOwn(PROFILES, url))).toEqual([]);
  });

  it('claims the one with a patient for every exchange with the practice software about a patient', () => {
    const pms = ['pms.patients.search', 'patient.seen', 'pms.appointment.create', 'pms.writeback.read'];
    for (const action of pms) {
      expect(toAuditEvent(auditRowWith({ action })).meta?.profile[0]).toMatch(/BasicAudit\.Patient/);
    }
  });

  it('claims none for what has not succeeded: the patterns are those of success', () => {
    for (const outcome of ['denied', 'failure', 'unknown', 'pending']) {
      for (const action of Object.values(AuditAction)) {
        expect(toAuditEvent(auditRowWith({ action, outcome }))).not.toHaveProperty('meta');
      }
    }
  });

  it.each([
    ['law-enforcement', 'a-patient', true],
    ['patient-request', 'a-patient', false],
    ['treatment', 'a-patient', false],
    ['law-enforcement', null, false],
  ])('calls an export a disclosure only for a purpose that counts and of one patient: %s, %s', (purpose, ref, is) => {
    const event = toAuditEvent(
      auditRowWith({ action: 'audit.export', actor_type: 'operator', purpose, patient_ref: ref }),
    );
    expect(event.meta !== undefined).toBe(is);
    expect(event.subtype.some(({ code }) => code === 'disclose')).toBe(is);
  });
});
