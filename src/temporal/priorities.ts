import type { Priority } from '@temporalio/common';

/**
 * Who is served first when tasks wait: a caller on the line before what follows a call, and that before upkeep. Within
 * one rank Temporal takes turns between practices: the fairness key is the practice's row id, which is opaque.
 */
const RANK = { caller: 1, followUp: 3, upkeep: 5 } as const;

export const callerWaits = (integrationId: string): Priority => ({
  priorityKey: RANK.caller,
  fairnessKey: integrationId,
});
export const FOLLOW_UP: Priority = { priorityKey: RANK.followUp };
export const UPKEEP: Priority = { priorityKey: RANK.upkeep };
/** Upkeep of one practice, which takes turns with that of others. */
export const upkeepOf = (integrationId: string): Priority => ({ ...UPKEEP, fairnessKey: integrationId });
