import type { EntityManager } from 'typeorm';
import type { BookAppointmentInput } from '../domain/booking/operation';
import type { Phi } from '../domain/phi';
import type { PmsCapabilities } from '../domain/pms-capabilities';
import { PATIENT_COLUMN, type VerifiedPatient } from './call-codes';
import { findCapabilities } from './capabilities';
import type { AppointmentTypeEntity } from './entities/appointment-type';
import { CallPatientEntity } from './entities/call-patient';
import { OfferEntity } from './entities/offer';
import { PmsIntegrationEntity } from './entities/pms-integration';
import { findOldVisit, type OldVisit } from './old-visit';
import type { PhiCipher } from './phi-cipher';
import { toPractice, type Practice } from './practices';

/** What was asked for, by the rows that the call has left: whose visit, which time, at which practice. */
export interface BookingRequest {
  readonly offer: OfferEntity;
  readonly appointmentType: AppointmentTypeEntity;
  readonly patientIndex: string;
  readonly patient: Phi<VerifiedPatient>;
  readonly practice: Practice;
  readonly capabilities: PmsCapabilities | null;
  /** Null for a new visit. */
  readonly old: OldVisit | null;
}

/** Reads a request. Its parts are independent of each other, so they are read side by side. */
export async function loadBookingRequest(
  manager: EntityManager,
  cipher: PhiCipher,
  input: BookAppointmentInput,
): Promise<BookingRequest> {
  const { accountId, callSessionId, integrationId } = input;
  const [offer, person, integration, known, old] = await Promise.all([
    manager
      .createQueryBuilder(OfferEntity, 'o')
      .innerJoinAndSelect('o.appointmentType', 'type')
      .where('o.accountId = :accountId AND o.callSessionId = :callSessionId AND o.id = :id', {
        accountId,
        callSessionId,
        id: input.offerId,
      })
      .getOneOrFail(),
    manager.findOneByOrFail(CallPatientEntity, { accountId, callSessionId, id: input.callPatientId }),
    manager.findOneByOrFail(PmsIntegrationEntity, { accountId, id: integrationId }),
    findCapabilities(manager, accountId, integrationId),
    input.replaces === null ? null : findOldVisit(manager, cipher, input, input.replaces),
  ]);
  if (offer.appointmentType === undefined) throw new Error('a joined row is missing');
  return {
    offer,
    appointmentType: offer.appointmentType,
    patientIndex: person.patientIndex,
    patient: await cipher.open<VerifiedPatient>(accountId, PATIENT_COLUMN, person.patient),
    practice: toPractice(integration),
    capabilities: known?.capabilities ?? null,
    old,
  };
}
