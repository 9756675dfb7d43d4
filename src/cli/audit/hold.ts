import { randomUUID } from 'node:crypto';
import { listLegalHolds, placeLegalHold, releaseLegalHold, type LegalHold } from '../../audit/retention/legal-holds';
import { sayMonth } from '../../audit/retention/months';
import { describeConfigProblems } from '../../config/problem';
import type { Database } from '../../persistence/database';
import { withSystemValues } from '../../process/system-values';
import { HOLD_USAGE, readHoldFlags, type HoldFlags } from './hold-flags';
import { withRetentionLogin } from './retention-login';

/** `npm run audit -- hold place|release|list`. @returns the exit code: 1 for a refusal, 2 for wrong flags */
export async function runHold(args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  if (args.includes('--help')) {
    console.log(HOLD_USAGE);
    return 0;
  }
  const flags = readHoldFlags(args);
  if (!flags.ok) {
    console.error(`${flags.error}\n\n${HOLD_USAGE}`);
    return 2;
  }
  const system = await withSystemValues(env);
  if (!system.ok) {
    console.error(describeConfigProblems('audit command', system.error));
    return 78;
  }
  return withRetentionLogin(system.value, (database) => run(database, flags.value));
}

function run(database: Database, flags: HoldFlags): Promise<number> {
  switch (flags.kind) {
    case 'place':
      return place(database, flags);
    case 'release':
      return release(database, flags);
    case 'list':
      return list(database);
  }
}

async function place(database: Database, flags: Extract<HoldFlags, { kind: 'place' }>): Promise<number> {
  const { who: placedBy, ...hold } = flags;
  const id = randomUUID();
  const placed = await database.transaction((tx) => placeLegalHold(tx, { ...hold, id, placedBy }));
  if (placed.ok) {
    console.log(`Placed the hold ${id}.`);
    return 0;
  }
  console.error('There is no such account. Nothing was placed.');
  return 1;
}

async function release(database: Database, { id, who }: Extract<HoldFlags, { kind: 'release' }>): Promise<number> {
  const released = await database.transaction((tx) => releaseLegalHold(tx, id, who));
  if (released.ok) {
    console.log(`Released the hold ${id}.`);
    return 0;
  }
  console.error(released.error === 'unknown-hold' ? 'There is no such hold.' : 'That hold was released before.');
  return 1;
}

async function list(database: Database): Promise<number> {
  const holds = await database.run(listLegalHolds);
  console.log(holds.length === 0 ? 'No hold was ever placed.' : holds.map(sayHold).join('\n'));
  return 0;
}

function sayHold(hold: LegalHold): string {
  const months = `${sayMonth(hold.from)} to ${hold.until === null ? 'whenever' : sayMonth(hold.until)}`;
  const ended =
    hold.releasedAt === null ? 'in force' : `released ${hold.releasedAt.toISOString()} by ${String(hold.releasedBy)}`;
  const whose = hold.accountId === null ? 'every account' : `account ${hold.accountId}`;
  return `${hold.id}  ${whose}, ${months}, placed ${hold.placedAt.toISOString()} by ${hold.placedBy}, ${ended}: ${hold.reason}`;
}
