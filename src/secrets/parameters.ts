import { GetParametersByPathCommand, SSMClient } from '@aws-sdk/client-ssm';
import { Secret } from '../domain/secret';
import { awsClientOptions, withinTotalTimeout, type AwsPlace } from './aws-client';
import { toSecretsError } from './aws-errors';
import { SecretsError, SecretsErrorCode } from './errors';

/** What Parameter Store gives at most in one answer. */
const PAGE_SIZE = 10;
/** Ten times what the product has variables. An endless list is a wrong prefix or a broken endpoint. */
const MAX_PAGES = 100;

/**
 * The parameters right below a path of SSM Parameter Store, decrypted: name without the path → value.
 * @param prefix such as `/parlae/production`, without a slash at its end @throws SecretsError
 */
export async function readParameters(place: AwsPlace, prefix: string): Promise<ReadonlyMap<string, Secret>> {
  const client = new SSMClient(awsClientOptions(place));
  const found = new Map<string, Secret>();
  let nextToken: string | undefined;
  try {
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const command = new GetParametersByPathCommand({
        Path: prefix,
        Recursive: false,
        WithDecryption: true,
        MaxResults: PAGE_SIZE,
        NextToken: nextToken,
      });
      const answer = await client.send(command, withinTotalTimeout());
      for (const { Name: name = '', Value: value = '' } of answer.Parameters ?? []) {
        found.set(name.slice(prefix.length + 1), new Secret(value));
      }
      // A page may be empty and yet not be the last one.
      nextToken = answer.NextToken;
      if (nextToken === undefined) return found;
    }
    throw new SecretsError(SecretsErrorCode.malformed, prefix);
  } catch (failure) {
    throw toSecretsError(failure, prefix);
  } finally {
    client.destroy();
  }
}
