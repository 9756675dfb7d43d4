import { auditVariables, checkpointUrl } from './audit';
import { postgresUrl } from './database';

/** What commands of an operator read and neither process does: `.env.example` names these too. */
export const commandVariables = {
  MIGRATE_DATABASE_URL: postgresUrl.optional().meta({ example: 'postgresql://owner@127.0.0.1:5432/parlae' }),
  RETENTION_DATABASE_URL: postgresUrl.optional().meta({ example: 'postgresql://keeper@127.0.0.1:5432/parlae' }),
};

/**
 * What the `audit` command reads of the worker's settings. It needs none of them: who checks an export has nothing but a
 * public key. A copy of the checkpoints in a folder is as good as the bucket, in production too.
 */
export const auditCommandVariables = {
  AUDIT_SIGNING_KMS_KEY_ID: auditVariables(true).AUDIT_SIGNING_KMS_KEY_ID,
  AUDIT_SIGNING_KEY: auditVariables(true).AUDIT_SIGNING_KEY,
  AUDIT_CHECKPOINT_URL: checkpointUrl(true).optional().meta({ example: 's3://parlae-audit/production' }),
};
