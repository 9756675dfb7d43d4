import { createPrivateKey, type KeyObject } from 'node:crypto';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { Secret } from '../domain/secret';
import { toAwsConfig, type AwsConfig, type awsVariables } from './aws';
import { isProduction } from './common';
import type { ConfigProblem } from './problem';
import { problemWith, valueOf, type Environment } from './read-variables';
import { decodeBase64, text } from './text-schemas';

/** What makes checkpoints of the audit record, and where they are kept. */
export interface AuditConfig {
  readonly signer:
    | { readonly kind: 'local'; readonly privateKey: Secret<KeyObject> }
    | { readonly kind: 'kms'; readonly kmsKeyId: string; readonly aws: AwsConfig };
  readonly checkpoints: CheckpointsConfig;
}

export type CheckpointsConfig =
  | { readonly kind: 'folder'; readonly folder: string }
  | { readonly kind: 's3'; readonly bucket: string; readonly prefix: string; readonly aws: AwsConfig };

type CheckpointPlace =
  | { readonly kind: 'folder'; readonly folder: string }
  | { readonly kind: 's3'; readonly bucket: string; readonly prefix: string };

const S3_URL = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])((?:\/[A-Za-z0-9!_.*'()-]+)*)\/?$/;

/** @param mayBeLocal false in production, where no process may be able to read the key, or to empty the folder */
export const checkpointUrl = (mayBeLocal: boolean) =>
  text.transform((value, context): CheckpointPlace => {
    const place = toPlace(value);
    if (place !== null && (mayBeLocal || place.kind === 's3')) return place;
    context.addIssue(
      mayBeLocal
        ? 'must be s3://bucket/prefix, the path of a folder, or its file:// URL'
        : 'must be s3://bucket/prefix in production, where checkpoints may not lie in a folder',
    );
    return z.NEVER;
  });

/** @param mayBeLocal false in production */
export function auditVariables(mayBeLocal: boolean) {
  return {
    AUDIT_SIGNING_KEY: text
      .transform(toSigningKey)
      .refine(() => mayBeLocal, {
        error: 'must not be set in production, where no process may read the key; set AUDIT_SIGNING_KMS_KEY_ID',
      })
      .optional()
      .meta({ example: '<base64 of an Ed25519 key, PKCS#8 in DER>' }),
    AUDIT_SIGNING_KMS_KEY_ID: text
      .regex(/^[A-Za-z0-9:/_-]{1,2048}$/, { error: 'must be the id, the ARN or the alias/... of a key of AWS KMS' })
      .optional()
      .meta({ example: 'alias/parlae-audit' }),
    AUDIT_CHECKPOINT_URL: checkpointUrl(mayBeLocal).meta({ example: 's3://parlae-audit/production' }),
  };
}

type Values = z.output<z.ZodObject<ReturnType<typeof auditVariables> & ReturnType<typeof awsVariables>>>;

/** @throws when called with values in which `checkAudit` or `checkAwsRegion` found something */
export function toAuditConfig(values: Values): AuditConfig {
  const { AUDIT_SIGNING_KEY: privateKey, AUDIT_SIGNING_KMS_KEY_ID: kmsKeyId, AUDIT_CHECKPOINT_URL: place } = values;
  const aws = toAwsConfig(values);
  const checkpoints = toCheckpointsConfig(place, aws);
  if (privateKey !== undefined) return { signer: { kind: 'local', privateKey }, checkpoints };
  if (kmsKeyId !== undefined && aws !== null) return { signer: { kind: 'kms', kmsKeyId, aws }, checkpoints };
  throw new Error('the variables of the audit record were not checked');
}

/** @throws for a bucket without a region */
export function toCheckpointsConfig(place: CheckpointPlace, aws: AwsConfig | null): CheckpointsConfig {
  if (place.kind === 'folder') return place;
  if (aws === null) throw new Error('the variables of the audit record were not checked');
  return { ...place, aws };
}

/** Exactly one key signs. */
export function checkAudit(env: Environment): ConfigProblem[] {
  const variables = auditVariables(!isProduction(env));
  const hasKey = valueOf(env, 'AUDIT_SIGNING_KEY') !== undefined;
  const hasKmsKey = valueOf(env, 'AUDIT_SIGNING_KMS_KEY_ID') !== undefined;
  if (hasKey && hasKmsKey) {
    return [problemWith(variables, 'AUDIT_SIGNING_KEY', 'is set, though AUDIT_SIGNING_KMS_KEY_ID is set too')];
  }
  if (hasKey || hasKmsKey) return [];
  return [problemWith(variables, 'AUDIT_SIGNING_KMS_KEY_ID', 'is missing, as is AUDIT_SIGNING_KEY')];
}

/** Why the audit record asks AWS. */
export const auditAwsAskers = (env: Environment): string[] => [
  ...(valueOf(env, 'AUDIT_SIGNING_KMS_KEY_ID') === undefined ? [] : ['AUDIT_SIGNING_KMS_KEY_ID is set']),
  ...(valueOf(env, 'AUDIT_CHECKPOINT_URL')?.startsWith('s3:') === true ? ['AUDIT_CHECKPOINT_URL is in S3'] : []),
];

function toPlace(value: string): CheckpointPlace | null {
  const [, bucket, prefix] = S3_URL.exec(value) ?? [];
  if (bucket !== undefined) return { kind: 's3', bucket, prefix: (prefix ?? '').slice(1) };
  if (value.startsWith('file://')) return URL.canParse(value) ? toFolder(value) : null;
  return /^[a-z0-9+.-]+:\/\//i.test(value) ? null : { kind: 'folder', folder: path.resolve(value) };
}

function toFolder(url: string): CheckpointPlace | null {
  try {
    return { kind: 'folder', folder: fileURLToPath(url) };
  } catch {
    return null; // another machine's
  }
}

function toSigningKey(value: string, context: z.RefinementCtx): Secret<KeyObject> {
  const key = readPrivateKey(value);
  if (key?.asymmetricKeyType === 'ed25519') return new Secret(key);
  context.addIssue('must be an Ed25519 key, PKCS#8: base64 of its DER, or PEM');
  return z.NEVER;
}

function readPrivateKey(value: string): KeyObject | null {
  const der = decodeBase64(value);
  try {
    if (der !== null) return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
    // Task definitions pass PEM text on one line, with `\n` spelt out.
    return createPrivateKey(value.replaceAll('\\n', '\n'));
  } catch {
    return null;
  }
}
