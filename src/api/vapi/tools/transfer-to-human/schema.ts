import { z } from 'zod';
import { spokenText } from '../../arguments';
import { needed } from '../common/person-fields';

/** `{reason*, summary}`. */
export const transferToHumanArguments = z.object({
  reason: needed(spokenText('reason', 300), 'reason'),
  summary: spokenText('summary', 1_000),
});
export type TransferToHumanArguments = z.infer<typeof transferToHumanArguments>;
