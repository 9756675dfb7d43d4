import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { PublicKeys } from '../../audit/checkpoints/public-keys';
import type { Progress } from '../../audit/verify/progress';
import type { VerifyReport } from '../../audit/verify/report';
import { verifyDatabase } from '../../audit/verify/verify-database';
import { verifyExport } from '../../audit/verify/verify-export';
import { describeConfigProblems } from '../../config/problem';
import type { Environment } from '../../config/read-variables';
import { openCheckpointStore } from '../../process/checkpoints';
import { withSystemValues } from '../../process/system-values';
import { describeReport } from './describe-report';
import { endWith, Exit } from './exit-codes';
import { findPublicKeys, readOutsideSettings, type OutsideSettings } from './outside';
import { createProgressLine } from './progress-line';
import { readVerifyFlags, VERIFY_USAGE, type VerifyFlags } from './verify-flags';
import { withClient } from './with-client';

/** `npm run audit -- verify`. @returns the exit code: 1 where something is wrong with the record */
export async function runVerify(args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  if (args.includes('--help')) {
    console.log(VERIFY_USAGE);
    return Exit.done;
  }
  const flags = readVerifyFlags(args);
  if (!flags.ok) return endWith(Exit.usage, `${flags.error}\n\n${VERIFY_USAGE}`);
  const { exportFile, publicKeyFiles } = flags.value;
  if (exportFile !== null && publicKeyFiles.length > 0) {
    return verifyFile(exportFile, { checkpoints: null, signer: null }, flags.value);
  }
  const system = await withSystemValues(env);
  const settings = system.ok ? readOutsideSettings(system.value) : system;
  if (!system.ok || !settings.ok) {
    return endWith(Exit.config, describeConfigProblems('audit command', settings.ok ? [] : settings.error));
  }
  if (exportFile !== null) return verifyFile(exportFile, settings.value, flags.value);
  return verifyRecord(system.value, settings.value, flags.value);
}

async function verifyFile(file: string, { signer }: OutsideSettings, flags: VerifyFlags): Promise<number> {
  const totalBytes = await stat(file).then(
    (found) => (found.isFile() ? found.size : null),
    () => undefined,
  );
  if (totalBytes === undefined) return endWith(Exit.usage, `${file} cannot be read.`);
  const keys = await findKeys(flags, signer);
  if (typeof keys === 'number') return keys;
  const chunks = createReadStream(file, { highWaterMark: 1 << 20 });
  return show(flags, (progress) => verifyExport({ chunks, totalBytes, keys, progress }));
}

async function verifyRecord(env: Environment, settings: OutsideSettings, flags: VerifyFlags): Promise<number> {
  if (settings.checkpoints === null) {
    return endWith(
      Exit.config,
      'AUDIT_CHECKPOINT_URL is not set: it says where the checkpoints lie that the record is checked against.',
    );
  }
  const keys = await findKeys(flags, settings.signer);
  if (typeof keys === 'number') return keys;
  const store = openCheckpointStore(settings.checkpoints, () => new Date());
  const listCheckpoints = () => unreachableAsOutage(store.list());
  try {
    return await withClient(env, (client) =>
      show(flags, (progress) => verifyDatabase({ client, listCheckpoints, keys, progress })),
    );
  } catch (error) {
    if (!(error instanceof CheckpointsUnreachable)) throw error;
    return endWith(Exit.unavailable, error.message);
  } finally {
    store.close();
  }
}

async function findKeys(flags: VerifyFlags, signer: OutsideSettings['signer']): Promise<PublicKeys | number> {
  try {
    const keys = await findPublicKeys(flags.publicKeyFiles, signer);
    return keys.ok ? keys.value : endWith(Exit.usage, keys.error);
  } catch (error) {
    const name = error instanceof Error ? error.name : 'unknown error';
    return endWith(Exit.unavailable, `KMS did not give the public key (${name}). Give it with --public-key FILE.`);
  }
}

/** The checkpoints could not be read: an outage of where they lie, which says nothing about the record. */
class CheckpointsUnreachable extends Error {}

async function* unreachableAsOutage<T>(documents: AsyncIterable<T>): AsyncGenerator<T, void, undefined> {
  try {
    yield* documents;
  } catch (error) {
    const name = error instanceof Error ? error.name : 'unknown error';
    throw new CheckpointsUnreachable(`The checkpoints cannot be read (${name}): see AUDIT_CHECKPOINT_URL.`);
  }
}

async function show(flags: VerifyFlags, verify: (progress: Progress) => Promise<VerifyReport>): Promise<number> {
  const isShown = flags.hasProgress ?? process.stderr.isTTY;
  const line = createProgressLine(Date.now, (text) => {
    if (isShown) process.stderr.write(text);
  });
  const report = await verify(line).finally(line.end);
  console.log(flags.isJson ? JSON.stringify(report, null, 2) : describeReport(report));
  return report.isSound ? Exit.done : Exit.wrong;
}
