import { err, ok, type Result } from '../../domain/result';
import { LaunchError } from './launch-error';
import type { Say } from './output';
import { checkTemporalBinary } from './temporal-version';

/** One way to come by the `temporal` program. */
export interface BinarySource {
  readonly name: string;
  /** The program's path, or why this way is closed. */
  find(say: Say): Promise<Result<string, string>>;
  /** What a person can do to open this way. */
  readonly cure: string;
}

export interface TemporalBinary {
  readonly path: string;
  readonly source: string;
  readonly serverVersion: string;
}

/**
 * Tries the sources in order and takes the first whose program really runs and is recent enough.
 * LaunchError that names each source, why it failed and its cure, when none has one.
 */
export async function findTemporalBinary(
  sources: readonly BinarySource[],
  say: Say,
  check = checkTemporalBinary,
): Promise<TemporalBinary> {
  const failures: string[] = [];
  for (const source of sources) {
    const found = await findIn(source, say, check);
    if (found.ok) return found.value;
    failures.push(`  - ${source.name}: ${found.error}\n      ${source.cure}`);
  }
  throw new LaunchError(
    ['No Temporal server could be found. What was tried, in order:', ...failures].join('\n'),
    'Open one of these ways, or set TEMPORAL_ADDRESS to a Temporal server that runs already.',
  );
}

async function findIn(
  source: BinarySource,
  say: Say,
  check: typeof checkTemporalBinary,
): Promise<Result<TemporalBinary, string>> {
  const found = await source.find(say);
  if (!found.ok) return found;
  const checked = await check(found.value);
  if (!checked.ok) return err(checked.error);
  return ok({ path: found.value, source: source.name, serverVersion: checked.value.serverVersion });
}
