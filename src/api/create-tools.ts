import type { Client } from '@temporalio/client';
import type { ApiConfig } from '../config/api-config';
import type { SharedParts } from '../process/shared-parts';
import { createPatientFinder } from '../services/find-candidates';
import { createOffersFinder } from '../services/find-offers';
import { createPatientVisitsReader } from '../services/patient-visits';
import { createPracticeBook } from '../services/practice-book';
import { createCallbackTask } from '../services/callback-task';
import { createDestinationChooser } from '../services/choose-destination';
import { createGiveDestination, type GiveDestination } from '../services/give-destination';
import { createOpeningTimesReader } from '../services/opening-times';
import { createRequestBooking } from '../temporal/request-booking';
import { createRequestChange } from '../temporal/request-change';
import { createRequestOperation } from '../temporal/request-operation';
import { createRequestTransfer } from '../temporal/request-transfer';
import { createToolRegistry, runnable, type ToolRegistry } from './vapi/tool-registry';
import { bookAppointment } from './vapi/tools/book-appointment/handler';
import { createSpeakBooking } from './vapi/tools/book-appointment/speak-booking';
import { cancelAppointment } from './vapi/tools/cancel-appointment/handler';
import { checkAvailability } from './vapi/tools/check-availability/handler';
import { createBookedVisitReader } from './vapi/tools/common/booked-visit';
import { createBookingDesk } from './vapi/tools/common/booking-desk';
import { createChangeDesk } from './vapi/tools/common/change-desk';
import { createOtherTimes } from './vapi/tools/common/other-times';
import { createPatient } from './vapi/tools/create-patient/handler';
import { getPatientInfo } from './vapi/tools/get-patient-info/handler';
import { rescheduleAppointment } from './vapi/tools/reschedule-appointment/handler';
import { searchPatients } from './vapi/tools/search-patients/handler';
import { transferToHuman } from './vapi/tools/transfer-to-human/handler';
import { updatePatient } from './vapi/tools/update-patient/handler';

interface ToolParts {
  readonly parts: SharedParts;
  readonly client: Client;
  readonly config: ApiConfig;
  readonly onError: (error: unknown, tool: string | null) => void;
}

export interface Tools {
  readonly registry: ToolRegistry;
  /** For callers whom Vapi puts through by itself. */
  readonly giveDestination: GiveDestination;
}

/** The nine tools, each with what it needs. */
export function createTools({ parts, client, config, onError }: ToolParts): Tools {
  const { database, sikka } = parts;
  const book = createPracticeBook(sikka, Date.now);
  const findOffers = createOffersFinder({ database, sikka, book });
  const requestOperation = createRequestOperation(client, config.temporal.taskQueue, (error) => {
    onError(error, null);
  });
  const { lookupWindowSeconds } = config.common;
  const bookings = createBookingDesk({
    ...parts,
    requestBooking: createRequestBooking(requestOperation),
    lookupWindowSeconds,
  });
  const readVisit = createBookedVisitReader(database);
  const otherTimes = createOtherTimes({ database, findOffers });
  const findCandidates = createPatientFinder(sikka, parts.index);
  const changes = createChangeDesk({
    ...parts,
    requestChange: createRequestChange(requestOperation),
    lookupWindowSeconds,
  });
  const openingTimes = createOpeningTimesReader(book);
  const now = (): Date => new Date();
  const transfers = {
    ...parts,
    requestTransfer: createRequestTransfer(requestOperation),
    callbackTask: createCallbackTask({ ...parts, openingTimes, now }),
  };
  const chooseDestination = createDestinationChooser({ database, openingTimes });
  const registry = createToolRegistry({
    'search-patients': runnable(searchPatients({ ...parts, findCandidates })),
    'check-availability': runnable(checkAvailability({ database, book, findOffers })),
    'book-appointment': runnable(
      bookAppointment({ ...parts, bookings, speakBooking: createSpeakBooking(readVisit), otherTimes }),
    ),
    'get-patient-info': runnable(getPatientInfo({ ...parts, readVisits: createPatientVisitsReader(sikka) })),
    'reschedule-appointment': runnable(rescheduleAppointment({ ...parts, bookings, readVisit, otherTimes })),
    'cancel-appointment': runnable(cancelAppointment({ ...parts, changes })),
    'create-patient': runnable(createPatient({ ...parts, findCandidates, changes })),
    'update-patient': runnable(updatePatient({ ...parts, changes })),
    'transfer-to-human': runnable(transferToHuman(transfers)),
  });
  return { registry, giveDestination: createGiveDestination({ ...transfers, chooseDestination, now }) };
}
