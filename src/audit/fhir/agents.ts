import type { StoredAuditRow } from '../stored-row';
import type { FhirAct } from './acts';
import { Code, Urn } from './codes';
import { purposeConcept } from './purposes';
import { fhirText, type AuditEventAgent, type Coding, type Reference } from './resource';

/** Ourselves, in agents and as the source of every event. */
export const PARLAE: Reference = { identifier: { system: Urn.service, value: 'parlae' }, display: 'Parlae' };

/** BALP wants the network of each machine, as TCP knows it. The record keeps no addresses, and says so. */
const ADDRESS_NOT_KEPT: AuditEventAgent['network'] = {
  extension: [{ url: 'http://hl7.org/fhir/StructureDefinition/data-absent-reason', valueCode: 'unsupported' }],
};

const known = (system: string, value: string | null, display: string): Reference => {
  const text = fhirText(value);
  return text === null ? { display } : { identifier: { system, value: text }, display };
};

const assistant = (row: StoredAuditRow): Reference =>
  known(Urn.assistant, row.actor_type === 'assistant' ? row.actor_ref : null, 'voice assistant');
const operator = (row: StoredAuditRow): Reference => known(Urn.operator, row.actor_ref, 'operator');
const isForCaller = (row: StoredAuditRow): boolean => row.actor_type === 'caller' || row.on_behalf_of === 'caller';

const machine = (type: Coding, who: Reference, requestor: boolean): AuditEventAgent => ({
  type: { coding: [type] },
  who,
  requestor,
  network: ADDRESS_NOT_KEPT,
});

/**
 * Everybody who took part. The patterns of BALP want a client, a server and at most one user. A client is the source of
 * a query and of what is created, and the destination of what is read; where an event is no exchange, ourselves alone.
 */
export function agentsOf(row: StoredAuditRow, act: FhirAct): AuditEventAgent[] {
  const user = userOf(row, act);
  const isMachineRequestor = user === null;
  if (act.pattern === 'export') return exportAgents(row, user);
  if (act.server === null) {
    return [...(user === null ? [] : [user]), machine(Code.application, PARLAE, isMachineRequestor)];
  }
  const [client, server] = partiesOf(row, act.server);
  const isRead = act.pattern === 'read';
  const agents = [
    machine(isRead ? Code.destination : Code.source, client, isMachineRequestor),
    machine(isRead ? Code.source : Code.destination, server, false),
    ...(user === null ? [] : [user]),
  ];
  // Between the caller and our request to the practice's software stands the assistant.
  if (act.server === 'pms' && row.actor_type === 'assistant') {
    agents.push({ type: { coding: [Code.application] }, who: assistant(row), requestor: false });
  }
  return agents;
}

function partiesOf(row: StoredAuditRow, server: 'pms' | 'parlae'): [client: Reference, server: Reference] {
  if (server === 'pms') return [PARLAE, known(Urn.integration, row.pms_integration_id, 'practice software')];
  if (row.actor_type === 'assistant' || row.actor_type === 'caller') return [assistant(row), PARLAE];
  return [
    row.actor_type === 'operator' ? { display: 'console of an operator' } : { display: 'unknown client' },
    PARLAE,
  ];
}

/** Ourselves as the source, and who was given it: the person it was made for, or else whoever made it. */
function exportAgents(row: StoredAuditRow, user: AuditEventAgent | null): AuditEventAgent[] {
  const named = fhirText(row.on_behalf_of) ?? (row.purpose === 'patient-request' ? 'patient' : null);
  const recipient = named === null && row.actor_type === 'operator' ? operator(row) : { display: named ?? 'not named' };
  return [
    machine(Code.source, PARLAE, user === null),
    machine(Code.destination, recipient, false),
    ...(user === null ? [] : [user]),
  ];
}

/** The person it was done for: the caller where the assistant acted, else an operator, else nobody. */
function userOf(row: StoredAuditRow, act: FhirAct): AuditEventAgent | null {
  const isCaller = isForCaller(row);
  if (!isCaller && row.actor_type !== 'operator') return null;
  const level = isCaller ? fhirText(row.assurance_level) : null;
  return {
    type: { coding: [userType(act, isCaller)] },
    ...(level === null ? {} : { role: [{ coding: [{ system: Urn.assuranceLevel, code: level }] }] }),
    who: isCaller ? known(Urn.callerRef, row.caller_ref, 'caller') : operator(row),
    requestor: true,
    purposeOfUse: [purposeConcept(row.purpose)],
  };
}

/** BALP wants an author or an informant of what is created; whoever asks for something to be read receives it. */
function userType(act: FhirAct, isCaller: boolean): Coding {
  if (act.pattern !== 'create') return Code.recipient;
  return isCaller ? Code.informant : Code.author;
}
