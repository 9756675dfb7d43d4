import { err, ok, type Result } from '../../domain/result';
import type { AuditTransaction } from '../append';
import { buildCheckpoint, type BuiltCheckpoint } from './build-checkpoint';
import type { SealConflict } from './conflict';
import { checkpointDocument } from './document';
import { countRows, findChange, leavesOf, readMovedChains, type MovedChain } from './moved-chains';
import { readPublicKeys } from './public-keys';
import { hasRows, insertCheckpoint, readLastCheckpoint, type LastCheckpoint } from './seal-records';
import type { CheckpointSigner } from './signer';
import { NO_STATEMENT, statementDigest } from './statement';
import type { CheckpointStore } from './store';
import { verifyCheckpoint } from './verify-checkpoint';

/** The part of a database that sealing needs. */
export interface SealDatabase {
  run<T>(work: (tx: AuditTransaction) => Promise<T>): Promise<T>;
  transaction<T>(work: (tx: AuditTransaction) => Promise<T>): Promise<T>;
}

export interface SealDeps {
  readonly database: SealDatabase;
  readonly store: CheckpointStore;
  /** Asked for when something is to be sealed, so that a process can start while its signer is away. */
  readonly openSigner: () => Promise<CheckpointSigner>;
  readonly now: () => Date;
}

export type SealOutcome =
  | { readonly kind: 'nothing' }
  /** `adopted`: it was outside already, put there by a sealer that crashed or that was faster. */
  | { readonly kind: 'sealed' | 'adopted'; readonly number: number; readonly rowCount: number };

/**
 * Makes the next checkpoint over all chains that have moved. It is put outside first and into the database then; a crash
 * between the two leaves it outside, where the next sealer finds and takes it. Two sealers at once make one checkpoint:
 * its number is free once outside and once inside. A store or signer that is out throws; the next attempt begins anew.
 *
 * A chain that is no longer what was sealed of it is left out and told of; the others are sealed all the same.
 */
export async function sealAudit(deps: SealDeps): Promise<Result<SealOutcome, readonly SealConflict[]>> {
  // In this order: chains read before another sealer's checkpoint, and that checkpoint after it, would be sealed twice.
  const last = await deps.database.run(readLastCheckpoint);
  const moved = await deps.database.run(readMovedChains);
  const changes = moved.map(findChange);
  const sound = moved.filter((_chain, i) => changes[i] === null);
  const sealed = sound.length === 0 ? ok({ kind: 'nothing' } as const) : await sealChains(deps, last, sound);
  const conflicts = [...changes.filter((change) => change !== null), ...(sealed.ok ? [] : [sealed.error])];
  return sealed.ok && conflicts.length === 0 ? sealed : err(conflicts);
}

async function sealChains(
  deps: SealDeps,
  last: LastCheckpoint | null,
  moved: readonly MovedChain[],
): Promise<Result<SealOutcome, SealConflict>> {
  const { store, openSigner, now } = deps;
  const differs = await findDifferenceOutside(store, last);
  if (differs !== null) return err(differs);

  const signer = await openSigner();
  const place = { number: (last?.number ?? 0) + 1, previous: digestOf(last) };
  const built = await buildCheckpoint(signer, {
    ...place,
    leaves: leavesOf(moved),
    rowCount: countRows(moved),
    sealedAt: now(),
  });
  const put = await store.put(place.number, built.document);
  if (put === 'stored') return keep(deps, built, 'sealed');
  const found = await believe(deps, place, signer);
  return found.ok ? keep(deps, found.value, 'adopted') : found;
}

const digestOf = (last: LastCheckpoint | null): string =>
  last === null ? NO_STATEMENT : statementDigest(last.statement);

/** Whether our last checkpoint is outside what it is inside: the next one is chained to it. */
async function findDifferenceOutside(
  store: CheckpointStore,
  last: LastCheckpoint | null,
): Promise<SealConflict | null> {
  if (last === null) return null;
  const outside = await store.read(last.number);
  if (outside === null) return { kind: 'missing-outside', checkpoint: last.number };
  const read = checkpointDocument.safeParse(outside);
  const isSame = read.success && read.data.statement === last.statement && read.data.signature === last.signature;
  return isSame ? null : { kind: 'differs-outside', checkpoint: last.number };
}

/** What lies outside under the next number: ours, if our key signed it, it follows our last one, and our rows are in it. */
async function believe(
  { database, store }: SealDeps,
  { number: checkpoint, previous }: { readonly number: number; readonly previous: string },
  signer: CheckpointSigner,
): Promise<Result<BuiltCheckpoint, SealConflict>> {
  const outside = await store.read(checkpoint);
  const keys = readPublicKeys([signer.publicKeyPem]);
  if (!keys.ok) throw new Error('the signer has no public key that signatures can be checked with');
  const verified = verifyCheckpoint(outside, keys.value);
  if (!verified.ok) return err({ kind: 'not-believed', checkpoint, problem: verified.error });
  const { statement, leaves } = verified.value;
  if (statement.number !== checkpoint || statement.previous !== previous) return err({ kind: 'not-next', checkpoint });
  if (!(await database.run((tx) => hasRows(tx, leaves)))) return err({ kind: 'unknown-row', checkpoint });
  return ok({ statement, document: checkpointDocument.parse(outside) });
}

async function keep(
  { database }: SealDeps,
  { statement, document }: BuiltCheckpoint,
  kind: 'sealed' | 'adopted',
): Promise<Result<SealOutcome, SealConflict>> {
  const { number, rowCount } = statement;
  const isKept = await database.transaction((tx) => insertCheckpoint(tx, statement, document));
  return isKept ? ok({ kind, number, rowCount }) : err({ kind: 'differs-outside', checkpoint: number });
}
