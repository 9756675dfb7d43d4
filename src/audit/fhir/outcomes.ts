import type { StoredAuditRow } from '../stored-row';
import type { AuditEvent } from './resource';

type Ending = Pick<AuditEvent, 'outcome' | 'outcomeDesc'>;

/**
 * How it ended. FHIR's 4 is often like HTTP 4xx and 8 like 5xx. A search that found nobody has succeeded; a read of
 * something that is not there has not. What we do not know is never called a success.
 */
export function endingOf(row: Pick<StoredAuditRow, 'outcome' | 'response_status'>, isSearch: boolean): Ending {
  switch (row.outcome) {
    case 'success':
      return { outcome: '0' };
    case 'not-found':
      return { outcome: isSearch ? '0' : '4', outcomeDesc: 'not-found: nothing was found' };
    case 'denied':
      return { outcome: '4', outcomeDesc: 'denied: it was refused' };
    case 'failure':
      return { outcome: (row.response_status ?? 0) >= 500 ? '8' : '4', outcomeDesc: 'failure: it was not done' };
    case 'unknown':
      return { outcome: '8', outcomeDesc: 'unknown: whether it was done is not known' };
    case 'pending':
      return { outcome: '8', outcomeDesc: 'pending: begun, and no outcome is among the rows read' };
    default:
      return { outcome: '8', outcomeDesc: 'an outcome in a word of another version of the vocabulary' };
  }
}
