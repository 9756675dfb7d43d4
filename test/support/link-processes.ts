import { pino } from 'pino';
import { createMetrics } from '../../src/observability/metrics';
import { createSharedParts, type SharedParts } from '../../src/process/shared-parts';
import type { TestLink } from './link';

/** What a process talks to Sikka with, without the process around it: its own memory of keys, its own connections. */
export const startBareProcess = ({ config }: TestLink): Promise<SharedParts> =>
  createSharedParts({ config, now: () => new Date(), metrics: createMetrics(), logger: pino({ level: 'silent' }) });
