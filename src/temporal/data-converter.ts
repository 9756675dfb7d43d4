import type { DataConverter } from '@temporalio/common';
import { EncryptionCodec, type PayloadKeyRing } from './codec';

/** Modules that the SDK loads by path, in the client, the worker and the workflow bundle alike. */
export const payloadConverterPath = require.resolve('./payload-converter');
export const failureConverterPath = require.resolve('./failure-converter');

export const createDataConverter = (keys: PayloadKeyRing): DataConverter => ({
  payloadConverterPath,
  failureConverterPath,
  payloadCodecs: [new EncryptionCodec(keys)],
});
