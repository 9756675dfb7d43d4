import type { VisitOnFile } from '../../../../domain/changes/request';
import { hasBegun } from '../../../../domain/changes/visit-time';
import { viewFor } from '../../../../domain/disclosure/view';
import { findPatientByCode } from '../../../../persistence/call-codes';
import type { Database } from '../../../../persistence/database';
import type { PhiCipher } from '../../../../persistence/phi-cipher';
import { findVisitByCode, type VisitInCall } from '../../../../services/find-visit';
import { plainReply, type ToolContext, type ToolReply } from '../../tool';
import { personFor, type PersonFor } from './person-for';
import { commonWords } from './words';

type VisitTool = 'cancel-appointment' | 'reschedule-appointment';

/** A visit that its own, verified patient wants to change. */
export interface OwnVisit<T extends VisitTool> {
  readonly person: PersonFor<T>;
  /** What the code was given to, and what has become of that. */
  readonly asked: VisitInCall;
  readonly current: VisitInCall;
}

/** Finds the visit that a caller wants to change, or the answer why it cannot be. */
export async function findOwnVisit<T extends VisitTool>(
  { database, cipher }: { readonly database: Database; readonly cipher: PhiCipher },
  tool: T,
  args: { readonly patient: string; readonly appointment: string },
  { practice, session, language, now }: ToolContext,
): Promise<OwnVisit<T> | ToolReply> {
  const { accountId, timeZone } = practice;
  const say = commonWords(language);
  if (session.isLocked) return plainReply(say.locked(), 'denied');
  return database.run(async (manager) => {
    const person = personFor(tool, await findPatientByCode(manager, cipher, session, args.patient));
    if (person === null) return plainReply(say.verifyFirst(), 'denied');
    const whose = { accountId, callSessionId: session.id, person };
    const found = await findVisitByCode(manager, { cipher }, whose, args.appointment);
    if (found.kind === 'unknown') return plainReply(say.unknownVisit(), 'failure');
    if (found.kind === 'request') return plainReply(say.codeOfRequest(), 'failure');
    const seen = (one: VisitInCall): VisitInCall => ({
      ...one,
      visit: viewFor<VisitTool, 'L2' | 'L3', 'visit', VisitOnFile>(tool, person.level, 'visit', one.visit),
    });
    const [asked, current] = [seen(found.asked), seen(found.current)];
    return hasBegun(current.visit, timeZone, now)
      ? plainReply(say.visitHasBegun(), 'failure')
      : { person, asked, current };
  });
}

/** A visit's own row, for keys of idempotency. */
export const identityOf = ({ which }: VisitInCall): string =>
  'bookingId' in which ? `booking-${which.bookingId}` : `visit-${which.callVisitId}`;
