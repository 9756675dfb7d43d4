import { DefaultFailureConverter } from '@temporalio/common';

/** Loaded by path. Messages and stack traces of failures are encrypted like payloads; only the type stays in clear. */
export const failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
