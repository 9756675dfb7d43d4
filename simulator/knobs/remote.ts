import { z } from 'zod';

/** Commands to the practice's utility. */
export const remoteKnobs = {
  /** What the status says at last; anything but `Success` and `never` is a failure word. */
  'remote.result': z.string().min(1).max(100).default('Success'),
  /** About ten minutes in the one sample. */
  'remote.delayMs': z.int().min(0).default(600_000),
};
