import { readFile } from 'node:fs/promises';
import { readPublicKeys } from '../../audit/checkpoints/public-keys';
import type { VerifySealedOutside } from '../../audit/retention/judge-month';
import { createVerifySealedOutside } from '../../audit/retention/sealed-outside';
import { auditAwsAskers, toCheckpointsConfig, type AuditConfig } from '../../config/audit';
import { awsVariables, checkAwsRegion, toAwsConfig } from '../../config/aws';
import { auditCommandVariables } from '../../config/command-variables';
import { isProduction } from '../../config/common';
import { describeConfigProblems, type ConfigProblem } from '../../config/problem';
import { problemWith, readVariables, type Environment } from '../../config/read-variables';
import { err, ok, type Result } from '../../domain/result';
import { findSigner, openCheckpointStore } from '../../process/checkpoints';
import { withSystemValues } from '../../process/system-values';
import { readRetainFlags, RETAIN_USAGE, type RetainFlags } from './retain-flags';
import { retainMonths } from './retain-months';
import { withRetentionLogin } from './retention-login';

/** `npm run audit -- retain`. @returns the exit code: 1 where a month stays that should go, 2 for wrong flags */
export async function runRetain(args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  if (args.includes('--help')) {
    console.log(RETAIN_USAGE);
    return 0;
  }
  const flags = readRetainFlags(args);
  if (!flags.ok) {
    console.error(`${flags.error}\n\n${RETAIN_USAGE}`);
    return 2;
  }
  const system = await withSystemValues(env);
  const settings = system.ok ? readSettings(system.value) : system;
  if (!system.ok || !settings.ok) {
    console.error(describeConfigProblems('audit command', settings.ok ? [] : settings.error));
    return 78;
  }
  return withOutside(settings.value, flags.value, (verifySealedOutside) =>
    withRetentionLogin(system.value, (database) =>
      retainMonths({ database, verifySealedOutside, now: () => new Date(), say: console.log }, flags.value),
    ),
  );
}

interface Settings {
  readonly checkpoints: AuditConfig['checkpoints'];
  /** Null: the keys come from files alone. */
  readonly signer: AuditConfig['signer'] | null;
}

function readSettings(env: Environment): Result<Settings, ConfigProblem[]> {
  const read = readVariables({ ...auditCommandVariables, ...awsVariables(isProduction(env)) }, env);
  const awsProblems = checkAwsRegion(env, auditAwsAskers(env));
  if (!read.ok) return err([...read.error, ...awsProblems]);
  if (awsProblems.length > 0) return err(awsProblems);
  const { AUDIT_CHECKPOINT_URL: place, AUDIT_SIGNING_KMS_KEY_ID: kmsKeyId, AUDIT_SIGNING_KEY: privateKey } = read.value;
  if (place === undefined) return err([problemWith(auditCommandVariables, 'AUDIT_CHECKPOINT_URL', 'is missing')]);
  const aws = toAwsConfig(read.value);
  const checkpoints = toCheckpointsConfig(place, aws);
  if (privateKey !== undefined) return ok({ checkpoints, signer: { kind: 'local', privateKey } });
  if (kmsKeyId !== undefined && aws !== null) return ok({ checkpoints, signer: { kind: 'kms', kmsKeyId, aws } });
  return ok({ checkpoints, signer: null });
}

/** Opens what lies outside the database, for as long as `work` takes. */
async function withOutside(
  { checkpoints, signer }: Settings,
  { publicKeyFiles }: RetainFlags,
  work: (verifySealedOutside: VerifySealedOutside) => Promise<number>,
): Promise<number> {
  const fromFiles = await Promise.all(publicKeyFiles.map(readPem));
  const unreadable = publicKeyFiles.find((_file, i) => fromFiles[i] === null);
  if (unreadable !== undefined) return refuse(`${unreadable} cannot be read.`);
  const pems = [...fromFiles.flatMap((pem) => pem ?? []), ...(signer === null ? [] : [await publicKeyOf(signer)])];
  if (pems.length === 0) {
    return refuse('No key to check checkpoints with: give --public-key, or set AUDIT_SIGNING_KMS_KEY_ID.');
  }
  const keys = readPublicKeys(pems);
  if (!keys.ok)
    return refuse(`${publicKeyFiles[keys.error] ?? 'The signing key'} holds no key that signs checkpoints.`);

  const store = openCheckpointStore(checkpoints, () => new Date());
  try {
    return await work(createVerifySealedOutside(store, keys.value));
  } finally {
    store.close();
  }
}

const readPem = (file: string): Promise<string | null> => readFile(file, 'utf8').catch(() => null);

async function publicKeyOf(config: AuditConfig['signer']): Promise<string> {
  const place = findSigner(config);
  try {
    return (await place.open()).publicKeyPem;
  } finally {
    place.close();
  }
}

function refuse(why: string): number {
  console.error(`${why} Nothing was dropped.`);
  return 2;
}
