import type { GovernorLimits } from './limits';
import type { GovernorObserver } from './observer';
import type { OfficeTraffic } from './office';
import type { SharedBudget } from '../../domain/rate-budget';
import { within } from './wait';

export interface ReserveDeps {
  readonly shared: SharedBudget | null;
  readonly nowMs: () => number;
  readonly observer: Pick<GovernorObserver, 'sharedBudgetFailed'>;
  readonly limits: Pick<GovernorLimits, 'reserveShare' | 'maxReserveMs'>;
}

/**
 * Takes one request of background work from the budget that all processes share, and hears what they know. When it
 * cannot be reached, what this process knows has to do.
 * @returns whether the request may go, as far as the others are concerned
 */
export async function reserve(deps: ReserveDeps, traffic: OfficeTraffic, signal: AbortSignal): Promise<boolean> {
  const { shared, nowMs, observer, limits } = deps;
  if (shared === null) return true;
  const { office, pauses, window, merger } = traffic;
  const reservation = await within(shared.reserve(office, limits.reserveShare), limits.maxReserveMs, signal);
  if (reservation === null) {
    if (!signal.aborted) observer.sharedBudgetFailed('reserve');
    return true;
  }
  const { isGranted, view } = reservation;
  pauses.adopt(view);
  // A grant may be the first of a new window, of which nobody has seen a header yet: that is no knowledge to go by.
  const isKnowledge = !isGranted || window.view(nowMs()) !== null;
  if (view.window !== null && isKnowledge) {
    // The one that was granted is off the row already, and comes off here when it leaves.
    const remaining = view.window.remaining + (isGranted ? 1 : 0);
    window.adopt({ ...view.window, remaining }, merger.notYetTold(), nowMs());
  }
  return isGranted;
}
