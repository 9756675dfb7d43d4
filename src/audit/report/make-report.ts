import { appendAudit, type AuditTransaction } from '../append';
import { findAuditRow, readAuditRows } from '../read-rows';
import { BLANK_SCOPE, eventRow } from '../scope';
import type { StoredAuditRow } from '../stored-row';
import { AuditAction } from '../vocabulary';
import { ACCOUNTABLE_PURPOSES } from './accountable-purposes';
import { buildReport, type ReportSubject } from './build-report';
import type { AccessReport } from './schema';
import { withoutAnsweredAttempts } from './unanswered-attempts';

export interface ReportDeps {
  /** Commits when `work` resolves. */
  transaction<T>(work: (tx: AuditTransaction) => Promise<T>): Promise<T>;
}

/**
 * The access report of one patient. That it is made is on record before anything is read for it: an error of the
 * database there leaves no report. It holds every row before its own.
 * @param madeBy who makes it, as an id; never a patient's name
 */
export async function makeReport(deps: ReportDeps, subject: ReportSubject, madeBy: string): Promise<AccessReport> {
  const { accountId: chain, patientRef } = subject;
  const scope = {
    ...BLANK_SCOPE,
    accountId: chain,
    integrationId: subject.practice?.integrationId ?? null,
    actorType: 'operator' as const,
    actorRef: madeBy,
    patientRef,
  };
  const ownRow = eventRow(scope, { action: AuditAction.auditReport, phiFields: ['audit'] }, 'success');
  await deps.transaction((tx) => appendAudit(tx, [ownRow]));

  return deps.transaction(async (tx) => {
    const own = await findAuditRow(tx, chain, ownRow.id);
    if (own === null) throw new Error('the row of the report itself is not in the record');
    const beforeSeq = own.chain_seq;
    const ofPatient = await collect(withoutAnsweredAttempts(readAuditRows(tx, { chain, patientRef, beforeSeq })));
    // Every export writes a row to each chain that it takes with it.
    const wholeExports = await collect(
      readAuditRows(tx, {
        chain,
        action: AuditAction.auditExport,
        isOfNoPatient: true,
        purposes: ACCOUNTABLE_PURPOSES,
        beforeSeq,
      }),
    );
    return buildReport(subject, { own, ofPatient, wholeExports });
  });
}

async function collect(rows: AsyncIterable<StoredAuditRow>): Promise<StoredAuditRow[]> {
  const all: StoredAuditRow[] = [];
  for await (const row of rows) all.push(row);
  return all;
}
