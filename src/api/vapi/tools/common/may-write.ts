import { allows, Authority } from '../../../../domain/authority';
import { mayWrite, PmsWrite } from '../../../../domain/pms-capabilities';
import { findCapabilities } from '../../../../persistence/capabilities';
import type { Database } from '../../../../persistence/database';
import type { VisitInCall } from '../../../../services/find-visit';
import type { ToolContext } from '../../tool';

/** Whether the practice lets this tool write to its software at all. */
export const isAllowedToWrite = ({ practice, authority }: ToolContext): boolean =>
  practice.mode === 'live' && allows(authority, Authority.write);

/**
 * Whether a visit can be taken out of the practice's book by us: by its own word for it where its software takes one.
 * What is ours and not confirmed is taken back, which asks nothing of the software.
 */
export async function canBeLetGo(
  database: Database,
  { stand }: VisitInCall,
  { practice }: ToolContext,
): Promise<boolean> {
  if (stand === 'requested') return true;
  if (!mayWrite(practice, PmsWrite.changeAppointmentStatus)) return false;
  const known = await database.run((m) => findCapabilities(m, practice.accountId, practice.integrationId));
  return typeof known?.capabilities.cancelWord === 'string';
}
