import type { z } from 'zod';

/** What is wrong with flags, one sentence each; never what was given, which may name a patient. */
export const describeIssues = (error: z.ZodError): string =>
  error.issues.map(({ path, message }) => `--${String(path[0])} ${message}.`).join('\n');
