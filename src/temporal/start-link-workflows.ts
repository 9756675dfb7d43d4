import type { Client } from '@temporalio/client';
import type { BlindIndex } from '../crypto/blind-index';
import type { IntegrationRef } from '../domain/integration-ref';
import type { OfficeRef } from '../domain/office-ref';
import { keepRequestKeyWorkflowId, refreshCapabilitiesWorkflowId, refreshFreshnessWorkflowId } from './ids';
import { PracticeIdAttribute } from './search-attributes';

interface Starter {
  readonly client: Client;
  readonly taskQueue: string;
}

/** Names of the workflows; the worker's own code is never loaded into the api. */
const KEEP_REQUEST_KEY = 'keepRequestKey';
const REFRESH_CAPABILITIES = 'refreshCapabilities';
const REFRESH_FRESHNESS = 'refreshFreshness';

/** Starts the keeper of an office's request key, unless it runs already. */
export async function startKeepRequestKey(
  { client, taskQueue, index }: Starter & { readonly index: BlindIndex },
  office: OfficeRef,
): Promise<void> {
  const officeKey = index('office', office.accountId, office.officeId);
  await client.workflow.start<(office: OfficeRef) => Promise<void>>(KEEP_REQUEST_KEY, {
    workflowId: keepRequestKeyWorkflowId(officeKey),
    taskQueue,
    workflowIdConflictPolicy: 'USE_EXISTING',
    args: [{ accountId: office.accountId, officeId: office.officeId }],
    staticSummary: 'Keeps the request key of one Sikka office alive.',
  });
}

/** Reads anew what a practice's software can do; joins a refresh that is under way. */
export const startRefreshCapabilities = (starter: Starter, practice: IntegrationRef): Promise<void> =>
  startRefresh(starter, practice, {
    type: REFRESH_CAPABILITIES,
    workflowId: refreshCapabilitiesWorkflowId(practice.integrationId),
    staticSummary: "Reads what one practice's software can do.",
  });

/** Looks how old Sikka's copy of a practice's data is; joins a look that is under way. */
export const startRefreshFreshness = (starter: Starter, practice: IntegrationRef): Promise<void> =>
  startRefresh(starter, practice, {
    type: REFRESH_FRESHNESS,
    workflowId: refreshFreshnessWorkflowId(practice.integrationId),
    staticSummary: "Looks how old Sikka's copy of one practice's data is.",
  });

async function startRefresh(
  { client, taskQueue }: Starter,
  { accountId, integrationId }: IntegrationRef,
  { type, ...what }: { readonly type: string; readonly workflowId: string; readonly staticSummary: string },
): Promise<void> {
  await client.workflow.start<(practice: IntegrationRef) => Promise<void>>(type, {
    ...what,
    taskQueue,
    workflowIdConflictPolicy: 'USE_EXISTING',
    args: [{ accountId, integrationId }],
    typedSearchAttributes: [{ key: PracticeIdAttribute, value: integrationId }],
  });
}
