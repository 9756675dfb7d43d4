import type { VerifyReport } from '../../../src/audit/verify/report';
import type { IntendedWrite } from '../callers/ledger';
import type { WorkflowRecord } from './engine-records';
import type { OurRecords } from './our-records';
import type { TheirRecords } from './their-records';

/** Everything that is known after the storm, by everybody who was in it. */
export interface Evidence {
  readonly intended: readonly IntendedWrite[];
  readonly ours: OurRecords;
  readonly theirs: TheirRecords;
  readonly engine: readonly WorkflowRecord[];
  readonly audit: Pick<VerifyReport, 'isSound' | 'rows' | 'chains' | 'findings'>;
  /** Bookings and changes that were still on their way when the time was up. */
  readonly underWay: number;
  /** By which the key of an operation is made. */
  readonly indexKey: Buffer;
}

/** A guarantee that did not hold, with opaque ids only. */
export interface Violation {
  readonly guarantee: string;
  readonly about: string;
  readonly what: string;
}

export type Check = (evidence: Evidence) => Violation[];
