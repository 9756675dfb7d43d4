import type { Client } from '@temporalio/client';
import type { ApiConfig } from '../config/api-config';
import type { SharedParts } from '../process/shared-parts';
import { createPatientFinder } from '../services/find-candidates';
import { createOffersFinder } from '../services/find-offers';
import { createPracticeBook } from '../services/practice-book';
import { createRequestBooking } from '../temporal/request-booking';
import { createRequestOperation } from '../temporal/request-operation';
import { createToolRegistry, runnable, type ToolRegistry } from './vapi/tool-registry';
import { bookAppointment } from './vapi/tools/book-appointment/handler';
import { createOtherTimes } from './vapi/tools/book-appointment/other-times';
import { createSpeakBooking } from './vapi/tools/book-appointment/speak-booking';
import { checkAvailability } from './vapi/tools/check-availability/handler';
import { searchPatients } from './vapi/tools/search-patients/handler';

interface ToolParts {
  readonly parts: SharedParts;
  readonly client: Client;
  readonly config: ApiConfig;
  readonly onError: (error: unknown, tool: string | null) => void;
}

/** The nine tools, each with what it needs. */
export function createTools({ parts, client, config, onError }: ToolParts): ToolRegistry {
  const { database, sikka } = parts;
  const book = createPracticeBook(sikka, Date.now);
  const findOffers = createOffersFinder({ database, sikka, book });
  const requestOperation = createRequestOperation(client, config.temporal.taskQueue, (error) => {
    onError(error, null);
  });
  const requestBooking = createRequestBooking(requestOperation);
  const { lookupWindowSeconds } = config.common;
  return createToolRegistry({
    'search-patients': runnable(searchPatients({ ...parts, findCandidates: createPatientFinder(sikka, parts.index) })),
    'check-availability': runnable(checkAvailability({ database, book, findOffers })),
    'book-appointment': runnable(
      bookAppointment({
        ...parts,
        requestBooking,
        speakBooking: createSpeakBooking(database),
        otherTimes: createOtherTimes({ database, findOffers }),
        lookupWindowSeconds,
      }),
    ),
  });
}
