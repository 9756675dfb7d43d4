import {
  BinaryPayloadConverter,
  CompositePayloadConverter,
  JsonPayloadConverter,
  UndefinedPayloadConverter,
  type Payload,
} from '@temporalio/common';
import { encode } from '@temporalio/common/lib/encoding';
import { ACCOUNT_METADATA_KEY, accountOf } from './account-metadata';

class AccountJsonPayloadConverter extends JsonPayloadConverter {
  override toPayload(value: unknown): Payload | undefined {
    const payload = super.toPayload(value);
    const account = accountOf(value);
    if (payload === undefined || account === null) return payload;
    return { ...payload, metadata: { ...payload.metadata, [ACCOUNT_METADATA_KEY]: encode(account) } };
  }
}

/** Loaded by path into the client, the worker and the workflow bundle. */
export const payloadConverter = new CompositePayloadConverter(
  new UndefinedPayloadConverter(),
  new BinaryPayloadConverter(),
  new AccountJsonPayloadConverter(),
);
