import { dropMonth } from '../../audit/retention/drop-month';
import { listExpiredMonths, readExpiredMonth } from '../../audit/retention/expired-months';
import { judgeMonth, type RetentionRefusal, type VerifySealedOutside } from '../../audit/retention/judge-month';
import { sayMonth } from '../../audit/retention/months';
import type { Database } from '../../persistence/database';
import { PersistenceError } from '../../persistence/errors';

export interface RetainDeps {
  readonly database: Database;
  readonly verifySealedOutside: VerifySealedOutside;
  readonly now: () => Date;
  /** One line for whoever runs the command. */
  readonly say: (line: string) => void;
}

interface Retention {
  readonly who: string;
  readonly isDryRun: boolean;
}

/** lock_not_available: somebody reads the record for longer than the service could wait. */
const BUSY = '55P03';

/**
 * Drops what has been over for six years, month by month, each in a transaction of its own, and says of each what became
 * of it. After one that must stay none goes, because the oldest goes first.
 * @returns the exit code: 1 where a month stays that should go; one that a legal hold keeps should not
 */
export async function retainMonths(deps: RetainDeps, retention: Retention): Promise<number> {
  const { database, say } = deps;
  const months = await database.run((manager) => listExpiredMonths(manager, deps.now()));
  if (months.length === 0) say('No month of the record has been over for six years.');
  let isOlderKept = false;
  let exitCode = 0;
  for (const month of months) {
    const expired = await database.run((manager) => readExpiredMonth(manager, month));
    const name = `${sayMonth(month)}: ${expired.rows} rows of ${expired.ends.length} chains`;
    const verdict = await judgeMonth(expired, deps.verifySealedOutside);
    if (!verdict.ok) {
      say(`${name} stay: ${sayRefusal(verdict.error)}`);
      isOlderKept = true;
      if (verdict.error.kind !== 'held') exitCode = 1;
      continue;
    }
    const sealed = verdict.value === null ? 'nothing to seal' : `sealed by checkpoint ${verdict.value}`;
    if (isOlderKept) {
      say(`${name}, ${sealed}, stay: an older month stays, and the oldest goes first.`);
      continue;
    }
    if (retention.isDryRun) {
      say(`${name}, ${sealed}, would go.`);
      continue;
    }
    const checkpoint = verdict.value;
    try {
      const rows = await database.transaction((tx) => dropMonth(tx, month, { actor: retention.who, checkpoint }));
      say(`${sayMonth(month)}: ${rows} rows, ${sealed}, have gone.`);
    } catch (error) {
      if (!(error instanceof PersistenceError) || error.sqlState !== BUSY) throw error;
      say(`${name} stay: the record is being read. Try again when no export or check of it runs.`);
      return 1;
    }
  }
  return exitCode;
}

function sayRefusal(refusal: RetentionRefusal): string {
  switch (refusal.kind) {
    case 'held':
      return `legal hold ${refusal.holds.join(', ')}.`;
    case 'unsealed':
      return `no checkpoint has sealed the end of the month for ${refusal.chains.join(', ')}.`;
    case 'unproven':
      return `checkpoint ${refusal.checkpoint}, which seals it, does not hold outside the database (${refusal.problem}).`;
  }
}
