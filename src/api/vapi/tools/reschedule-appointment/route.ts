import type { ReplacedVisit } from '../../../../domain/booking/operation';
import { hasNumber } from '../../../../domain/changes/visit-time';
import { mayWrite, PmsWrite } from '../../../../domain/pms-capabilities';
import type { Database } from '../../../../persistence/database';
import type { VisitInCall } from '../../../../services/find-visit';
import type { ToolContext } from '../../tool';
import { canBeLetGo, isAllowedToWrite } from '../common/may-write';

export interface MoveRoute {
  readonly route: 'pms' | 'staff';
  readonly by: ReplacedVisit['by'];
}

/**
 * How a visit moves, settled before anything is sent: by one write where the practice's software is known to take it;
 * else by a new visit and then the old one's end, where both can be done; else by the practice's people.
 */
export async function chooseRoute(database: Database, visit: VisitInCall, context: ToolContext): Promise<MoveRoute> {
  const inTwoSteps = { by: 'book-then-release' } as const;
  if (!isAllowedToWrite(context)) return { ...inTwoSteps, route: 'staff' };
  const { practice } = context;
  const isInBook = visit.stand === 'on-file' && hasNumber(visit.visit);
  if (isInBook && mayWrite(practice, PmsWrite.rescheduleAppointment)) return { by: 'move', route: 'pms' };
  const bothCanBeDone = mayWrite(practice, PmsWrite.bookAppointment) && (await canBeLetGo(database, visit, context));
  return { ...inTwoSteps, route: bothCanBeDone ? 'pms' : 'staff' };
}
