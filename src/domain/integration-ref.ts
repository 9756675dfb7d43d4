/** A practice's integration by its row ids, which are opaque. */
export interface IntegrationRef {
  readonly accountId: string;
  readonly integrationId: string;
}
