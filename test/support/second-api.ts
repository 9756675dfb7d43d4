import { pino, type Logger } from 'pino';
import { startApi } from '../../src/api/start-api';
import { readApiConfig } from '../../src/config/api-config';
import { PhoneCall } from './phone-call';
import type { TestStack } from './stack';

export interface SecondApi {
  readonly apiUrl: string;
  call(options?: ConstructorParameters<typeof PhoneCall>[1]): PhoneCall;
  stop(): Promise<void>;
}

/** Another api on the same database, secrets and simulator, with a memory of its own. */
export async function startSecondApi(
  { env }: Pick<TestStack, 'env'>,
  logger: Logger = pino({ level: 'silent' }),
): Promise<SecondApi> {
  const config = readApiConfig(env);
  if (!config.ok) throw new Error('the test stack is misconfigured');
  const api = await startApi(config.value, logger);
  const apiUrl = `http://127.0.0.1:${String(api.port)}`;
  return { apiUrl, call: (options) => new PhoneCall(apiUrl, options), stop: () => api.stop() };
}
