import { hasBegun } from '../../../../domain/changes/visit-time';
import { meets } from '../../../../domain/identity/assurance';
import { TOOLS } from '../../../../domain/tools';
import { findPatientByCode, type CallPatient } from '../../../../persistence/call-codes';
import type { Database } from '../../../../persistence/database';
import type { PhiCipher } from '../../../../persistence/phi-cipher';
import { findVisitByCode, type VisitInCall } from '../../../../services/find-visit';
import { plainReply, type ToolContext, type ToolReply } from '../../tool';
import { sayCodeOfRequest, sayLocked, sayUnknownVisit, sayVerifyFirst, sayVisitHasBegun } from './say';

/** A visit that its own, verified patient wants to change. */
export interface OwnVisit {
  readonly person: CallPatient;
  /** What the code was given to, and what has become of that. */
  readonly asked: VisitInCall;
  readonly current: VisitInCall;
}

/** Finds the visit that a caller wants to change, or the answer why it cannot be. */
export async function findOwnVisit(
  { database, cipher }: { readonly database: Database; readonly cipher: PhiCipher },
  tool: 'cancel-appointment' | 'reschedule-appointment',
  args: { readonly patient: string; readonly appointment: string },
  { practice, session, now }: ToolContext,
): Promise<OwnVisit | ToolReply> {
  const { accountId, timeZone } = practice;
  if (session.isLocked) return plainReply(sayLocked(), 'denied');
  return database.run(async (manager) => {
    const person = await findPatientByCode(manager, cipher, session, args.patient);
    if (person === null || !meets(person.level, TOOLS[tool].minimumLevel)) {
      return plainReply(sayVerifyFirst(), 'denied');
    }
    const whose = { accountId, callSessionId: session.id, person };
    const found = await findVisitByCode(manager, { cipher }, whose, args.appointment);
    if (found.kind === 'unknown') return plainReply(sayUnknownVisit(), 'failure');
    if (found.kind === 'request') return plainReply(sayCodeOfRequest(), 'failure');
    const { asked, current } = found;
    return hasBegun(current.visit, timeZone, now)
      ? plainReply(sayVisitHasBegun(), 'failure')
      : { person, asked, current };
  });
}

/** A visit's own row, for keys of idempotency. */
export const identityOf = ({ which }: VisitInCall): string =>
  'bookingId' in which ? `booking-${which.bookingId}` : `visit-${which.callVisitId}`;
