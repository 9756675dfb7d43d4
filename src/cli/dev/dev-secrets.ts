import { createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { LaunchError } from './launch-error';

type RandomBytes = (size: number) => Buffer;

/** Ed25519, PKCS#8. */
const makeSigningKey = (): string =>
  generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64');

/** Made once per data folder and kept, because data at rest is encrypted under them. */
function makeSecrets(random: RandomBytes) {
  return {
    VAPI_WEBHOOK_SECRET: random(24).toString('base64url'),
    PAYLOAD_KEYS: `dev1:${random(32).toString('base64')}`,
    ADMIN_JWT_SECRET: random(32).toString('base64url'),
    INDEX_KEY: random(32).toString('base64'),
    AUDIT_SIGNING_KEY: makeSigningKey(),
    DEV_POSTGRES_PASSWORD: random(18).toString('base64url'),
    DEV_SERVICE_PASSWORD: random(18).toString('base64url'),
  };
}
export type DevSecrets = Readonly<ReturnType<typeof makeSecrets>>;

const schema = z.record(z.string(), z.string());

/**
 * The secrets of this data folder; missing ones are made and saved (readable by the owner alone). The public key that
 * checks the audit record is written beside them.
 */
export function loadDevSecrets(file: string, random: RandomBytes = randomBytes): DevSecrets {
  const kept = existsSync(file) ? readKept(file) : {};
  const secrets = { ...makeSecrets(random), ...kept };
  writeFileSync(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  writeFileSync(path.join(path.dirname(file), 'audit-public-key.pem'), publicKeyOf(secrets.AUDIT_SIGNING_KEY, file));
  return secrets;
}

function readKept(file: string): Record<string, string> {
  try {
    return schema.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    throw unreadable(file);
  }
}

function publicKeyOf(signingKey: string, file: string): string {
  try {
    const key = createPrivateKey({ key: Buffer.from(signingKey, 'base64'), format: 'der', type: 'pkcs8' });
    return createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString();
  } catch {
    throw unreadable(file);
  }
}

const unreadable = (file: string): LaunchError =>
  new LaunchError(`${file} is unreadable.`, 'Mend it, or start afresh with: npm run dev -- --fresh');
