import { z } from 'zod';
import { spokenText } from '../../arguments';
import { needed } from '../common/person-fields';

/** A word that helps where it is understood, and is no reason to ask again where it is not. */
const hint = (what: string) => spokenText(what, 40).catch(undefined);

/** `{reason*, summary, reasonKind, urgency}`: the last two may name an emergency, or what else it is about. */
export const transferToHumanArguments = z.object({
  reason: needed(spokenText('reason', 300), 'reason'),
  summary: spokenText('summary', 1_000),
  reasonKind: hint('reasonKind'),
  urgency: hint('urgency'),
});
export type TransferToHumanArguments = z.infer<typeof transferToHumanArguments>;
