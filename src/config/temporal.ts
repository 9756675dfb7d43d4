import type { z } from 'zod';
import { Secret } from '../domain/secret';
import { pemBytes } from './pem';
import type { ConfigProblem } from './problem';
import { problemWith, valueOf, type Environment } from './read-variables';
import { secretText, text } from './text-schemas';

export const temporalVariables = {
  TEMPORAL_ADDRESS: text
    .regex(/^([^\s/:]+|\[[0-9a-fA-F:]+\]):\d{1,5}$/, { error: 'must be host:port, without a scheme' })
    .meta({ example: '127.0.0.1:7233' }),
  TEMPORAL_NAMESPACE: text.prefault('default').meta({ example: 'default' }),
  /** Stacks that share a namespace, such as two developers or two test runs, take a queue each. */
  TEMPORAL_TASK_QUEUE: text.prefault('parlae-writes').meta({ example: 'parlae-writes' }),
  TEMPORAL_API_KEY: secretText.optional().meta({ example: '<an API key of Temporal Cloud>' }),
  TEMPORAL_TLS_CERT: pemBytes.optional().meta({ example: '/run/secrets/temporal.pem' }),
  TEMPORAL_TLS_KEY: pemBytes.optional().meta({ example: '/run/secrets/temporal.key' }),
  TEMPORAL_TLS_CA: pemBytes.optional().meta({ example: '/run/secrets/temporal-ca.pem' }),
  TEMPORAL_TLS_SERVER_NAME: text.optional().meta({ example: 'temporal.example.com' }),
};

export interface TemporalConfig {
  readonly address: string;
  readonly namespace: string;
  readonly taskQueue: string;
  readonly apiKey: Secret | null;
  /** Null is plain text; an object without members is TLS with the system's authorities. */
  readonly tls: TemporalTlsConfig | null;
}

/** PEM bytes; null where nothing was set. */
interface TemporalTlsConfig {
  readonly clientCertificate: { readonly certificate: Buffer; readonly key: Secret<Buffer> } | null;
  readonly authority: Buffer | null;
  readonly serverName: string | null;
}

/** TLS is on as soon as one of its variables, or an API key, is set: a key must not travel in plain text. */
export function toTemporalConfig(values: z.output<z.ZodObject<typeof temporalVariables>>): TemporalConfig {
  const { TEMPORAL_API_KEY: apiKey, TEMPORAL_TLS_CERT: certificate, TEMPORAL_TLS_KEY: key } = values;
  const tls: TemporalTlsConfig = {
    clientCertificate: certificate && key ? { certificate, key: new Secret(key) } : null,
    authority: values.TEMPORAL_TLS_CA ?? null,
    serverName: values.TEMPORAL_TLS_SERVER_NAME ?? null,
  };
  const isTlsOn = apiKey !== undefined || Object.values(tls).some((part) => part !== null);
  return {
    address: values.TEMPORAL_ADDRESS,
    namespace: values.TEMPORAL_NAMESPACE,
    taskQueue: values.TEMPORAL_TASK_QUEUE,
    apiKey: apiKey ?? null,
    tls: isTlsOn ? tls : null,
  };
}

/** A client certificate is of no use without its key, nor a key without its certificate. */
export function checkTemporalPair(env: Environment): ConfigProblem[] {
  const pair = ['TEMPORAL_TLS_CERT', 'TEMPORAL_TLS_KEY'];
  const missing = pair.filter((name) => valueOf(env, name) === undefined);
  if (missing.length !== 1) return [];
  return missing.map((name) => problemWith(temporalVariables, name, 'is missing, though the other half is set'));
}
