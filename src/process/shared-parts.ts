import type { DataSource } from 'typeorm';
import type { SharedConfig } from '../config/process-config';
import { createBlindIndex, type BlindIndex } from '../crypto/blind-index';
import { createMetrics, type Metrics } from '../observability/metrics';
import { createDataSource } from '../persistence/data-source';
import { Database } from '../persistence/database';
import { createPhiCipher, type PhiCipher } from '../persistence/phi-cipher';
import { createLocalSecretStore } from '../secrets/local';
import type { SecretStore } from '../secrets/port';
import { createSikkaClient, type SikkaClient } from '../sikka/client';

/** What the api and the worker are both made of. */
export interface SharedParts {
  readonly dataSource: DataSource;
  readonly database: Database;
  readonly cipher: PhiCipher;
  readonly index: BlindIndex;
  readonly secrets: SecretStore;
  readonly sikka: SikkaClient;
  close(): Promise<void>;
}

export async function createSharedParts(
  config: SharedConfig,
  now: () => Date,
  metrics: Metrics = createMetrics(),
): Promise<SharedParts> {
  const { payloadKeys, indexKey } = config.keys;
  const dataSource = createDataSource(config.database.url.expose());
  await dataSource.initialize();
  const database = new Database(dataSource);
  const secrets = createLocalSecretStore({
    file: config.secrets.localFile,
    keys: payloadKeys,
  });
  const sikka = createSikkaClient({ ...config.sikka, secrets, now, onExchange: metrics.observeExchange });
  return {
    dataSource,
    database,
    cipher: createPhiCipher(database, payloadKeys.expose()),
    index: createBlindIndex(indexKey.expose()),
    secrets,
    sikka,
    async close() {
      sikka.close();
      await dataSource.destroy();
    },
  };
}
