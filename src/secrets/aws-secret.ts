import {
  CreateSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  UpdateSecretVersionStageCommand,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { withinTotalTimeout } from './aws-client';
import { awsErrorName, toSecretsError } from './aws-errors';
import { SecretsError, SecretsErrorCode } from './errors';
import { storedCredentialsSchema, type StoredCredentials } from './stored-credentials';

/** What a secret holds now, and the version that holds it. */
export interface SecretVersion {
  readonly arn: string;
  readonly versionId: string;
  readonly content: StoredCredentials;
}

export interface AwsSecrets {
  /** Null when there is no secret of that name. */
  read(name: string): Promise<SecretVersion | null>;
  /** Null when another process created it first. */
  create(name: string, accountId: string, content: StoredCredentials): Promise<{ readonly arn: string } | null>;
  /** Compare and set: false, and nothing changed, when `read` is no longer what the secret holds. */
  replace(name: string, read: SecretVersion, content: StoredCredentials): Promise<boolean>;
}

export interface AwsSecretsOptions {
  readonly client: SecretsManagerClient;
  /** Of AWS KMS; null: the account's own key of Secrets Manager. */
  readonly kmsKeyId: string | null;
  /** Gives a UUID: AWS takes 32 to 64 characters as the id of a version. */
  readonly newVersionId: () => string;
}

/**
 * Marks a version that is written but not in force yet. It is one label for all writers and moves to the newest such
 * version: who lost a race leaves a version without any label, which AWS removes in time. (A label of its own would keep
 * it for ever.) AWS removes none younger than a day, so the version of a slower writer is still there when it is needed.
 */
const CANDIDATE = 'PARLAE_CANDIDATE';
/** Named in reads too, although it is AWS's default: moto's is the version that was put last. */
const CURRENT = 'AWSCURRENT';
const MANAGED_BY = 'parlae';

/** Other fields of the JSON are dropped by the next write; malformed JSON is never overwritten. */
function parse(name: string, text: string | undefined): StoredCredentials {
  try {
    return storedCredentialsSchema.parse(JSON.parse(text ?? ''));
  } catch {
    throw new SecretsError(SecretsErrorCode.malformed, name);
  }
}

/** What AWS answers when a label is no longer on the version that it should be taken from, among other things. */
const mayBeLostRace = (failure: unknown): boolean =>
  ['InvalidParameterException', 'InvalidRequestException'].includes(awsErrorName(failure) ?? '');

/** Secrets of AWS Secrets Manager, by name. Everything throws SecretsError. */
export function createAwsSecrets({ client, kmsKeyId, newVersionId }: AwsSecretsOptions): AwsSecrets {
  const read: AwsSecrets['read'] = async (name) => {
    try {
      const command = new GetSecretValueCommand({ SecretId: name, VersionStage: CURRENT });
      const found = await client.send(command, withinTotalTimeout());
      const { ARN: arn = '', VersionId: versionId = '', SecretString: text } = found;
      return { arn, versionId, content: parse(name, text) };
    } catch (failure) {
      const error = toSecretsError(failure, name);
      if (error.code === SecretsErrorCode.notFound) return null;
      throw error;
    }
  };

  const create: AwsSecrets['create'] = async (name, accountId, content) => {
    const command = new CreateSecretCommand({
      Name: name,
      ClientRequestToken: newVersionId(),
      SecretString: JSON.stringify(content),
      ...(kmsKeyId === null ? {} : { KmsKeyId: kmsKeyId }),
      Tags: [
        { Key: 'parlae:account', Value: accountId },
        { Key: 'parlae:office', Value: content.officeId },
        { Key: 'parlae:managed-by', Value: MANAGED_BY },
      ],
    });
    try {
      const { ARN: arn = '' } = await client.send(command, withinTotalTimeout());
      return { arn };
    } catch (failure) {
      if (awsErrorName(failure) === 'ResourceExistsException') return null;
      throw toSecretsError(failure, name);
    }
  };

  /** Puts a version in force, but only in the place of `from`. */
  async function promote(name: string, versionId: string, from: SecretVersion): Promise<boolean> {
    const command = new UpdateSecretVersionStageCommand({
      SecretId: name,
      VersionStage: CURRENT,
      MoveToVersionId: versionId,
      RemoveFromVersionId: from.versionId,
    });
    try {
      await client.send(command, withinTotalTimeout());
      return true;
    } catch (failure) {
      if (!mayBeLostRace(failure)) throw failure;
      const now = await read(name);
      // The first attempt went through and its answer was lost; the SDK's second one met our own version.
      if (now?.versionId === versionId) return true;
      if (now?.versionId === from.versionId) throw failure;
      return false;
    }
  }

  return {
    read,
    create,
    async replace(name, from, content) {
      const versionId = newVersionId();
      const command = new PutSecretValueCommand({
        SecretId: name,
        ClientRequestToken: versionId,
        SecretString: JSON.stringify(content),
        VersionStages: [CANDIDATE],
      });
      try {
        await client.send(command, withinTotalTimeout());
        return await promote(name, versionId, from);
      } catch (failure) {
        throw toSecretsError(failure, name);
      }
    },
  };
}
