import type { CancelRequest, VisitOnFile } from '../domain/changes/request';
import { phi, reveal, type Phi } from '../domain/phi';
import type { VerifiedPatient } from '../persistence/call-codes';
import type { OfferEntity } from '../persistence/entities/offer';

/** The request to cancel a visit, with the caller's own reason. */
export const toCancelRequestOf = (visit: Phi<VisitOnFile>, reason: string | undefined): Phi<CancelRequest> =>
  phi({ visit: reveal(visit), reason: reason ?? '' });

/** Who wants which visit at which other time, for a task of the practice's people. */
export const describeMove = (
  { patient }: { readonly patient: Phi<Pick<VerifiedPatient, 'patientId'>> },
  visit: Phi<VisitOnFile>,
  { localDate, localTime, providerId, operatory }: OfferEntity,
): Phi<string> =>
  phi(
    JSON.stringify({
      patientId: reveal(patient).patientId,
      visit: reveal(visit),
      date: localDate,
      time: localTime,
      providerId,
      operatory,
    }),
  );
