import { z } from 'zod';

/** How events come to those who registered for them. */
export const webhookKnobs = {
  'webhook.practiceIdAs': z.enum(['text', 'number']).default('text'),
  /** Copies beside the first one. */
  'webhook.duplicates': z.int().min(0).max(10).default(0),
  /** Of the events that wait, the youngest goes first. */
  'webhook.reorder': z.boolean().default(false),
  /** The share of events that never leave, by lot. */
  'webhook.loss': z.number().min(0).max(1).default(0),
  'webhook.retryGapMs': z.int().min(0).max(600_000).default(1_000),
  'webhook.missingKeyHeader': z.boolean().default(false),
};
