import type { PmsBusyVisit } from '../pms';
import type { DayClock } from '../time/day-clock';
import { busySpanOf, holdSpanOf, type SlotHold } from './busy-spans';
import { normaliseSpans, within, type Span } from './intervals';

/** When providers and operatories are taken, in epoch milliseconds. */
export interface BusyCalendar {
  providerSpans(providerId: string, window: Span): readonly Span[];
  operatorySpans(operatory: string, window: Span): readonly Span[];
}

/** Sorts a resource's spans when it is first asked for: most calls ask for few of them. */
function createSpanIndex(): { add(id: string, span: Span): void; within(id: string, window: Span): readonly Span[] } {
  const raw = new Map<string, Span[]>();
  const sorted = new Map<string, readonly Span[]>();
  return {
    add(id, span) {
      const spans = raw.get(id);
      if (spans === undefined) raw.set(id, [span]);
      else spans.push(span);
    },
    within(id, window) {
      const spans = sorted.get(id) ?? normaliseSpans(raw.get(id) ?? []);
      sorted.set(id, spans);
      return within(spans, window);
    },
  };
}

/** Files every visit that is not cancelled, and every hold, under whom and what they take. */
export function createBusyCalendar(
  clock: DayClock,
  busy: readonly PmsBusyVisit[],
  holds: readonly SlotHold[],
): BusyCalendar {
  const byProvider = createSpanIndex();
  const byOperatory = createSpanIndex();
  for (const visit of busy) {
    const span = busySpanOf(clock, visit);
    if (span === null) continue;
    byProvider.add(visit.providerId, span);
    byProvider.add(visit.hygienistId, span);
    byOperatory.add(visit.operatory, span);
  }
  for (const hold of holds) {
    byProvider.add(hold.providerId, holdSpanOf(hold));
    byOperatory.add(hold.operatory, holdSpanOf(hold));
  }
  return {
    providerSpans: (providerId, window) => byProvider.within(providerId, window),
    operatorySpans: (operatory, window) => byOperatory.within(operatory, window),
  };
}
