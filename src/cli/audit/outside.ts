import { readFile } from 'node:fs/promises';
import { readPublicKeys, type PublicKeys } from '../../audit/checkpoints/public-keys';
import { auditAwsAskers, toCheckpointsConfig, type AuditConfig, type CheckpointsConfig } from '../../config/audit';
import { awsVariables, checkAwsRegion, toAwsConfig } from '../../config/aws';
import { auditCommandVariables } from '../../config/command-variables';
import { isProduction } from '../../config/common';
import type { ConfigProblem } from '../../config/problem';
import { readVariables, type Environment } from '../../config/read-variables';
import { err, ok, type Result } from '../../domain/result';
import { findSigner } from '../../process/checkpoints';

/** What lies outside the database, as far as the environment says. */
export interface OutsideSettings {
  readonly checkpoints: CheckpointsConfig | null;
  readonly signer: AuditConfig['signer'] | null;
}

export function readOutsideSettings(env: Environment): Result<OutsideSettings, ConfigProblem[]> {
  const read = readVariables({ ...auditCommandVariables, ...awsVariables(isProduction(env)) }, env);
  const awsProblems = checkAwsRegion(env, auditAwsAskers(env));
  if (!read.ok) return err([...read.error, ...awsProblems]);
  if (awsProblems.length > 0) return err(awsProblems);
  const { AUDIT_CHECKPOINT_URL: place, AUDIT_SIGNING_KMS_KEY_ID: kmsKeyId, AUDIT_SIGNING_KEY: privateKey } = read.value;
  const aws = toAwsConfig(read.value);
  const checkpoints = place === undefined ? null : toCheckpointsConfig(place, aws);
  if (privateKey !== undefined) return ok({ checkpoints, signer: { kind: 'local', privateKey } });
  const signer = kmsKeyId === undefined || aws === null ? null : ({ kind: 'kms', kmsKeyId, aws } as const);
  return ok({ checkpoints, signer });
}

/**
 * The keys in the files; without files, the one that the settings sign with. The error says what to do.
 * @throws what KMS throws where it is asked for its key
 */
export async function findPublicKeys(
  files: readonly string[],
  signer: OutsideSettings['signer'],
): Promise<Result<PublicKeys, string>> {
  const fromFiles = await Promise.all(files.map((file) => readFile(file, 'utf8').catch(() => null)));
  const unreadable = files.find((_file, i) => fromFiles[i] === null);
  if (unreadable !== undefined) return err(`${unreadable} cannot be read.`);
  const pems = fromFiles.filter((pem) => pem !== null);
  if (pems.length === 0) {
    if (signer === null) return err('Give the public key of the checkpoints: --public-key FILE.');
    pems.push(await publicKeyOf(signer));
  }
  const keys = readPublicKeys(pems);
  return keys.ok ? keys : err(`${files[keys.error] ?? 'The signing key'} holds no key that signs checkpoints.`);
}

async function publicKeyOf(config: AuditConfig['signer']): Promise<string> {
  const place = findSigner(config);
  try {
    return (await place.open()).publicKeyPem;
  } finally {
    place.close();
  }
}
