import type { TLSConfig } from '@temporalio/common/lib/internal-non-workflow';

/** How to reach Temporal, self-hosted or Temporal Cloud, as the configuration has it. */
export interface TemporalTarget {
  readonly address: string;
  readonly apiKey: { expose(): string } | null;
  readonly tls: {
    readonly clientCertificate: { readonly certificate: Buffer; readonly key: { expose(): Buffer } } | null;
    readonly authority: Buffer | null;
    readonly serverName: string | null;
  } | null;
}

/** Options for the client's and for the worker's connection alike. */
export function toConnectionOptions({ address, apiKey, tls }: TemporalTarget) {
  return {
    address,
    ...(apiKey === null ? {} : { apiKey: apiKey.expose() }),
    ...(tls === null ? {} : { tls: toTls(tls) }),
  };
}

function toTls({ clientCertificate, authority, serverName }: NonNullable<TemporalTarget['tls']>): TLSConfig {
  return {
    ...(authority === null ? {} : { serverRootCACertificate: authority }),
    ...(serverName === null ? {} : { serverNameOverride: serverName }),
    ...(clientCertificate === null
      ? {}
      : { clientCertPair: { crt: clientCertificate.certificate, key: clientCertificate.key.expose() } }),
  };
}
