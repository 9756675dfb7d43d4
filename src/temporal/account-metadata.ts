/** Payload metadata that names the account a payload belongs to: opaque, and authenticated by the codec. */
export const ACCOUNT_METADATA_KEY = 'parlae-account';

/** Workflow and activity inputs and results carry the account, so that a decode can be allowed or refused by it. */
export const accountOf = (value: unknown): string | null =>
  typeof value === 'object' && value !== null && 'accountId' in value && typeof value.accountId === 'string'
    ? value.accountId
    : null;
