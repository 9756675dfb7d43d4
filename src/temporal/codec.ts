import { ValueError, type Payload, type PayloadCodec } from '@temporalio/common';
import { decode, encode } from '@temporalio/common/lib/encoding';
import { temporal } from '@temporalio/proto';
import { open, seal } from '../crypto/aead';
import { ACCOUNT_METADATA_KEY } from './account-metadata';

const ENCODING = 'binary/encrypted';
const ALGORITHM = 'AES-256-GCM';
const VERSION = '1';

const readMetadata = (payload: Payload, key: string): string => {
  const value = payload.metadata?.[key];
  return value ? decode(value) : '';
};

/** The deployment's payload keys by id; the current one encrypts, any of them decrypts. */
export interface PayloadKeyRing {
  readonly current: { readonly id: string; readonly key: Buffer };
  readonly all: ReadonlyMap<string, Buffer>;
}

const { Payload: PayloadProto } = temporal.api.common.v1;

/** Everything in the outer metadata is authenticated, so that nobody can move a payload to another account or key. */
const contextOf = (keyId: string, account: string): string =>
  JSON.stringify([ENCODING, ALGORITHM, VERSION, keyId, account]);

/**
 * Encrypts whole payloads, metadata included. Outer metadata: encoding, key id, algorithm, version and the opaque
 * account. A payload that is not encrypted is refused in decoding, so that a client without the codec shows at once.
 */
export class EncryptionCodec implements PayloadCodec {
  constructor(private readonly keys: PayloadKeyRing) {}

  encode(payloads: Payload[]): Promise<Payload[]> {
    return Promise.resolve(payloads.map((payload) => this.encrypt(payload)));
  }

  async decode(payloads: Payload[]): Promise<Payload[]> {
    return Promise.resolve(payloads.map((payload) => this.decrypt(payload)));
  }

  private encrypt(payload: Payload): Payload {
    const { id, key } = this.keys.current;
    const account = readMetadata(payload, ACCOUNT_METADATA_KEY);
    const plain = Buffer.from(PayloadProto.encode(payload).finish());
    return {
      metadata: {
        encoding: encode(ENCODING),
        'encryption-key-id': encode(id),
        'encryption-algorithm': encode(ALGORITHM),
        'encryption-version': encode(VERSION),
        [ACCOUNT_METADATA_KEY]: encode(account),
      },
      data: seal(key, plain, contextOf(id, account)),
    };
  }

  private decrypt(payload: Payload): Payload {
    if (readMetadata(payload, 'encoding') !== ENCODING) throw new ValueError('payload is not encrypted');
    const id = readMetadata(payload, 'encryption-key-id');
    const key = this.keys.all.get(id);
    if (key === undefined || !payload.data) throw new ValueError('payload key is not in the ring');
    const context = contextOf(id, readMetadata(payload, ACCOUNT_METADATA_KEY));
    const inner = PayloadProto.decode(open(key, Buffer.from(payload.data), context));
    return { metadata: inner.metadata, data: inner.data };
  }
}
