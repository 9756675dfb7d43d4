import type { OfficeWorld } from '../state/office-world';
import type { Store } from '../state/store';

const SYNC_EVERY_MS = 20 * 60_000;
const MINUTE_MS = 60_000;

/** Since when the practice's utility is away; null while it is there. */
function awaySinceMs(at: OfficeWorld, store: Store): number | null {
  if (at.isSpuOnline()) return null;
  const nowMs = at.now().getTime();
  const outages = at.settings()['spu.outages'];
  const begun = outages
    .map(({ from, to }) => ({ fromMs: Date.parse(from), toMs: Date.parse(to) }))
    .filter(({ fromMs, toMs }) => fromMs <= nowMs && nowMs < toMs)
    .map(({ fromMs }) => fromMs);
  const switchedOff = at.settings()['spu.online'] ? [] : [store.office(at.office.officeId).spuChangedAtMs];
  return Math.min(...begun, ...switchedOff);
}

/** The last sync of an office: every 20 minutes while its utility is there, behind by the knob `read.lag`. */
export function lastInsertMs(at: OfficeWorld, store: Store): number {
  const upTo = awaySinceMs(at, store) ?? at.now().getTime();
  return Math.floor(upTo / SYNC_EVERY_MS) * SYNC_EVERY_MS - at.settings()['read.lag'] * MINUTE_MS;
}
