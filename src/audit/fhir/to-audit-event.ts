import type { StoredAuditRow } from '../stored-row';
import { actOf } from './acts';
import { agentsOf, PARLAE } from './agents';
import { Code, Urn } from './codes';
import { entitiesOf } from './entities';
import { endingOf } from './outcomes';
import { isDisclosure, profileOf } from './profiles';
import { purposeConcept } from './purposes';
import type { AuditEvent } from './resource';

const MICROS_PER_MS = 1_000;

/**
 * One row as a FHIR R4 AuditEvent in the shape of IHE BALP (https://profiles.ihe.net/ITI/BALP). Its id is the row's, and
 * it holds what the row holds: references, names of fields, no PHI in clear.
 */
export function toAuditEvent(row: StoredAuditRow): AuditEvent {
  const act = actOf(row);
  const ending = endingOf(row, act.pattern === 'search');
  const profile = profileOf(row, act, ending.outcome);
  return {
    resourceType: 'AuditEvent',
    id: row.id,
    ...(profile === null ? {} : { meta: { profile: [profile] } }),
    type: act.type,
    subtype: [
      ...act.subtypes,
      ...(isDisclosure(row, act) ? [Code.disclose] : []),
      { system: Urn.action, code: row.action },
    ],
    action: act.action,
    recorded: instantOf(row.created_at),
    ...ending,
    purposeOfEvent: [purposeConcept(row.purpose)],
    agent: agentsOf(row, act),
    source: {
      ...(row.pms_integration_id === null ? {} : { site: row.pms_integration_id }),
      observer: PARLAE,
      type: [Code.applicationServer],
    },
    entity: entitiesOf(row, act),
  };
}

/** An instant in UTC with all six digits: rows of one millisecond keep their order. */
function instantOf(micros: number): string {
  const ms = Math.floor(micros / MICROS_PER_MS);
  const rest = String(micros - ms * MICROS_PER_MS).padStart(3, '0');
  return new Date(ms).toISOString().replace('Z', `${rest}Z`);
}
