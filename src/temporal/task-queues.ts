/** Queue names, in one place. Workflows and their activities share one queue and are scaled by adding workers. */
export const TaskQueue = { writes: 'parlae-writes' } as const;
