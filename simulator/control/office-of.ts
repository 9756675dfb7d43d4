import type { OfficeWorld } from '../state/office-world';
import type { World } from '../world';

/** Answers 404. */
export class UnknownOffice extends Error {}

/** The named office, or the first one where none is named. Throws UnknownOffice. */
export function officeOf(world: World, officeId: string | undefined): OfficeWorld {
  const at = officeId === undefined ? world.offices[0] : world.findOffice(officeId);
  if (at === undefined) throw new UnknownOffice('There is no such office');
  return at;
}
