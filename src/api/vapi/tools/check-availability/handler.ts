import { resolveDateRange } from '../../../../domain/availability/date-range';
import { parseTimeOfDay } from '../../../../domain/availability/time-of-day';
import type { PmsProvider } from '../../../../domain/pms';
import { todayIn } from '../../../../domain/time/practice-time';
import { listAppointmentTypes } from '../../../../persistence/appointment-types';
import { issueOffers } from '../../../../persistence/call-codes';
import type { Database } from '../../../../persistence/database';
import { toNewOffer, type OffersFinder } from '../../../../services/find-offers';
import type { PracticeBook } from '../../../../services/practice-book';
import { plainReply, type Tool, type ToolContext, type ToolOutcome } from '../../tool';
import { commonWords } from '../common/words';
import { findAppointmentType, findProviders } from '../common/find-by-words';
import { checkAvailabilityArguments, type CheckAvailabilityArguments } from './schema';
import { availabilityWords } from './words';

export interface CheckAvailabilityDeps {
  readonly database: Database;
  readonly book: PracticeBook;
  readonly findOffers: OffersFinder;
}

/** Finds up to five open times and gives each a code of this call. Says nothing about any patient; books nothing. */
export const checkAvailability = (deps: CheckAvailabilityDeps): Tool<CheckAvailabilityArguments> => ({
  name: 'check-availability',
  arguments: checkAvailabilityArguments,

  async handle(args, context): Promise<ToolOutcome> {
    const { practice, session, language, now } = context;
    const [say, shared] = [availabilityWords(language), commonWords(language)];
    const types = await deps.database.run((manager) => listAppointmentTypes(manager, practice.integrationId));
    const appointmentType = findAppointmentType(types, args.appointmentType);
    if (appointmentType === null) return plainReply(say.unknownType(types.map((type) => type.name)), 'failure');
    const dates = resolveDateRange(practice.timeZone, now, args);
    if (!dates.ok) return plainReply(say.wrongDates(dates.error), 'failure');
    const timeOfDay = args.timeOfDay === undefined ? null : parseTimeOfDay(args.timeOfDay);
    if (timeOfDay === 'unreadable') return plainReply(say.unclearTimeOfDay(), 'failure');

    const providers = await readProviders(deps, context, args, dates.value);
    if (providers === null) return plainReply(shared.readFailed(), 'unknown');
    const providerIds = findProviders(providers, appointmentType, args.provider);
    if (providerIds.length === 0) return plainReply(say.unknownProvider(), 'failure');

    const durationMinutes = Math.max(appointmentType.durationMinutes, args.durationMinutes ?? 0);
    const found = await deps.findOffers(
      { appointmentType, ...dates.value, timeOfDay, providerIds, durationMinutes },
      context,
    );
    if (!found.ok) return plainReply(shared.readFailed(), 'unknown');
    if (found.value.length === 0) return plainReply(say.noOpenings(appointmentType.name), 'not-found');

    const { wantedDate } = dates.value;
    const isMissed = wantedDate !== null && found.value[0]?.date !== wantedDate;
    const about = {
      typeName: appointmentType.name,
      today: todayIn(practice.timeZone, now),
      missedDate: isMissed ? wantedDate : null,
    };
    const slots = found.value.map(toNewOffer);
    return {
      complete: async (tx) =>
        plainReply(say.offers(await issueOffers(tx, practice.accountId, session.id, appointmentType.id, slots), about)),
    };
  },
});

/** Names are needed only to understand a wish for somebody. Null: the PMS did not answer. */
async function readProviders(
  { book }: CheckAvailabilityDeps,
  context: ToolContext,
  args: CheckAvailabilityArguments,
  dates: { readonly startDate: string; readonly endDate: string },
): Promise<readonly PmsProvider[] | null> {
  if (args.provider === undefined) return [];
  const reference = await book.read(context.practice, dates, context);
  return reference.ok ? reference.value.providers : null;
}
