import { proxyActivities, setWorkflowOptions } from '@temporalio/workflow';
import type { CapabilityActivities } from '../activities/refresh-capabilities';
import type { IntegrationRef } from '../domain/integration-ref';
import { UPKEEP } from '../temporal/priorities';
import { BACKGROUND_READ } from '../temporal/retry-policies';

const activities = proxyActivities<CapabilityActivities>({
  startToCloseTimeout: '3m',
  retry: BACKGROUND_READ,
  priority: UPKEEP,
});

setWorkflowOptions({ failureExceptionTypes: [Error] }, refreshCapabilities);
/** Reads what one practice's software can do and how old Sikka's copy of it is. */
export async function refreshCapabilities(practice: IntegrationRef): Promise<void> {
  await activities.refreshCapabilities(practice);
}

setWorkflowOptions({ failureExceptionTypes: [Error] }, refreshFreshness);
/** Looks how old Sikka's copy of one practice's data is. */
export async function refreshFreshness(practice: IntegrationRef): Promise<void> {
  await activities.refreshFreshness(practice);
}
