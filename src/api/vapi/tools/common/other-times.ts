import { addDays, todayIn } from '../../../../domain/time/practice-time';
import { getAppointmentType } from '../../../../persistence/appointment-types';
import { issueOffers } from '../../../../persistence/call-codes';
import type { Database } from '../../../../persistence/database';
import type { OfferEntity } from '../../../../persistence/entities/offer';
import { toNewOffer, type OffersFinder } from '../../../../services/find-offers';
import type { ToolContext } from '../../tool';
import { availabilityWords } from '../check-availability/words';

/** Times that are open instead of the one that was taken, in words and with codes; '' where there are none. */
export type OtherTimes = (taken: OfferEntity, context: ToolContext) => Promise<string>;

const DAYS_AROUND = 7;
const MAX_TIMES = 3;

/** New times, with codes, for the same answer that says that the wanted one is gone. */
export const createOtherTimes =
  ({ database, findOffers }: { database: Database; findOffers: OffersFinder }): OtherTimes =>
  async (taken, context) => {
    const { practice, session, language, now } = context;
    const { accountId } = practice;
    const appointmentType = await database.run((m) => getAppointmentType(m, accountId, taken.appointmentTypeId));
    const found = await findOffers(
      {
        appointmentType,
        startDate: taken.localDate,
        endDate: addDays(taken.localDate, DAYS_AROUND),
        wantedDate: null,
        timeOfDay: null,
        providerIds: appointmentType.providerIds,
        durationMinutes: Math.round((taken.endsAt.getTime() - taken.startsAt.getTime()) / 60_000),
      },
      context,
    );
    const slots = found.ok ? found.value.slice(0, MAX_TIMES).map(toNewOffer) : [];
    const offers = await database.transaction((tx) =>
      issueOffers(tx, accountId, session.id, appointmentType.id, slots),
    );
    return availabilityWords(language).offerWords(offers, todayIn(practice.timeZone, now));
  };
