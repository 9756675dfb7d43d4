import { auditRowWith } from '../../../test/support/audit-rows';
import type { StoredAuditRow } from '../stored-row';
import { withoutAnsweredAttempts } from './unanswered-attempts';

async function idsOf(rows: readonly StoredAuditRow[]): Promise<string[]> {
  const ids: string[] = [];
  const source = (async function* () {
    for (const row of rows) yield await Promise.resolve(row);
  })();
  for await (const row of withoutAnsweredAttempts(source)) ids.push(row.id);
  return ids;
}

describe('withoutAnsweredAttempts', () => {
  it('leaves out an attempt that an outcome answers, and keeps one that none does', async () => {
    const answered = auditRowWith({ kind: 'attempt', outcome: 'pending' });
    const lost = auditRowWith({ kind: 'attempt', outcome: 'pending' });
    const outcome = auditRowWith({ attempt_id: answered.id });
    const again = auditRowWith({ attempt_id: answered.id });
    expect(await idsOf([answered, lost, outcome, again])).toEqual([outcome.id, again.id, lost.id]);
  });
});
