import type { AuditRow } from '../../audit/events';
import { AuditAction } from '../../audit/vocabulary';
import { exchangeRows, systemScope, type AuditedAct } from '../../audit/scope';
import type { Practice } from '../../persistence/practices';
import type { SikkaReply } from '../../sikka/reply';

/** Reference data: nothing of patients in it. */
const READ: AuditedAct = { action: AuditAction.referenceRead, phiFields: [] };

/** Passes a reply on, and remembers its exchanges for the audit record. */
export type Noted = <T>(reply: Promise<SikkaReply<T>>) => Promise<SikkaReply<T>>;

/** Rows for every exchange with Sikka that upkeep of a practice takes, in the order in which they ended. */
export function createNotes(
  practice: Pick<Practice, 'accountId' | 'integrationId'>,
  workflowId: string | null,
): { readonly noted: Noted; readonly rows: AuditRow[] } {
  const rows: AuditRow[] = [];
  const scope = { ...systemScope(practice.accountId, practice.integrationId), workflowId };
  const noted: Noted = async (reply) => {
    const done = await reply;
    rows.push(...exchangeRows(scope, READ, done));
    return done;
  };
  return { noted, rows };
}
