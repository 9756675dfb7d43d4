import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import type { SharedConfig } from '../config/process-config';
import { createBlindIndex, type BlindIndex } from '../crypto/blind-index';
import { createLiveCalls, type LiveCalls } from '../messaging/live-calls';
import { createTexts, type Texts } from '../messaging/texts';
import type { Metrics } from '../observability/metrics';
import { createDataSource } from '../persistence/data-source';
import { Database } from '../persistence/database';
import { createPhiCipher, type PhiCipher } from '../persistence/phi-cipher';
import { createAwsSecretStore } from '../secrets/aws';
import { createCachedSecretStore } from '../secrets/cached-store';
import { createLocalSecretStore } from '../secrets/local';
import type { SecretStore } from '../secrets/port';
import { createOfficeWatch, type OfficeWatch } from '../services/office-watch';
import type { SikkaClient } from '../sikka/client';
import { createSikkaLink } from './sikka-link';

/** What the api and the worker are both made of. */
export interface SharedParts {
  readonly dataSource: DataSource;
  readonly database: Database;
  readonly cipher: PhiCipher;
  readonly index: BlindIndex;
  readonly secrets: SecretStore;
  readonly sikka: SikkaClient;
  readonly watch: OfficeWatch;
  readonly liveCalls: LiveCalls;
  /** Null: no texts are sent. */
  readonly texts: Texts | null;
  close(): Promise<void>;
}

export interface Surroundings {
  readonly config: SharedConfig;
  readonly now: () => Date;
  readonly metrics: Metrics;
  readonly logger: Logger;
}

export async function createSharedParts(surroundings: Surroundings): Promise<SharedParts> {
  const { config, now, metrics, logger } = surroundings;
  const { payloadKeys, indexKey } = config.keys;
  const dataSource = createDataSource(config.database.url.expose());
  await dataSource.initialize();
  const database = new Database(dataSource);
  const cipher = createPhiCipher(database, payloadKeys.expose());
  const secrets = createSecrets(config, metrics);
  const watch = createOfficeWatch({
    database,
    cipher,
    now,
    onRefusal: metrics.countOfficeRefusal,
    onError: (error) => {
      logger.error({ err: error }, 'what Sikka said of an office could not be put on record');
    },
  });
  const sikka = createSikkaLink({ ...surroundings, database, secrets, watch });
  return {
    dataSource,
    database,
    cipher,
    index: createBlindIndex(indexKey.expose()),
    secrets,
    sikka,
    watch,
    ...createMessaging(config.messaging),
    async close() {
      sikka.close();
      await watch.settled();
      await secrets.close();
      await dataSource.destroy();
    },
  };
}

function createMessaging({ controlHosts, allowsLoopbackControl, vapiPublicKey, twilio }: SharedConfig['messaging']) {
  const allowed = { hosts: controlHosts, allowsLoopback: allowsLoopbackControl };
  return {
    liveCalls: createLiveCalls({ allowed, publicKey: vapiPublicKey }),
    texts: twilio === null ? null : createTexts(twilio),
  };
}

function createSecrets({ secrets, keys }: SharedConfig, metrics: Metrics): SecretStore {
  if (secrets.backend === 'local') return createLocalSecretStore({ file: secrets.localFile, keys: keys.payloadKeys });
  const store = createAwsSecretStore({ ...secrets.aws, kmsKeyId: secrets.kmsKeyId });
  return createCachedSecretStore({ store, observe: metrics.observeSecrets });
}
