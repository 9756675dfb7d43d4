import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK, type JWTPayload } from 'jose';

export const ISSUER = 'https://login.example.com/';
export const AUDIENCE = 'parlae-test';

interface SigningKey {
  readonly privateKey: CryptoKey;
  readonly jwk: JWK;
}

/** A key pair, with its public half as a JWK that has a key id. */
export async function makeKey(kid: string, alg: 'RS256' | 'ES256' | 'EdDSA' | 'PS256' = 'ES256'): Promise<SigningKey> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  return { privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg, use: 'sig' } };
}

export const sign = (claims: JWTPayload, { privateKey, jwk }: SigningKey): Promise<string> =>
  new SignJWT(claims)
    .setProtectedHeader({ alg: jwk.alg ?? '', ...(jwk.kid !== undefined && { kid: jwk.kid }) })
    .sign(privateKey);

/** An identity provider's key set over HTTP, on a free loopback port. */
export interface TestKeyServer {
  readonly url: string;
  /** What is published; changing it is a rotation. */
  keys: JWK[];
  /** Answered instead of the keys while it is set. */
  status: number | null;
  /** While true, requests are taken and never answered. */
  isSilent: boolean;
  readonly requests: () => number;
  close(): void;
}

export async function startKeyServer(...keys: JWK[]): Promise<TestKeyServer> {
  let requests = 0;
  const http = createServer((_request, response) => {
    requests += 1;
    if (server.isSilent) return;
    response.writeHead(server.status ?? 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ keys: server.keys }));
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const server: TestKeyServer = {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}/jwks.json`,
    keys,
    status: null,
    isSilent: false,
    requests: () => requests,
    close() {
      http.closeAllConnections();
      http.close();
    },
  };
  return server;
}
