import type { AppointmentTypeEntity } from '../../../../persistence/entities/appointment-type';
import { findAppointmentType } from '../common/find-by-words';

/** The kind of visit that a time was offered for, and the one that is asked for. */
export interface OtherType {
  readonly offered: string;
  readonly asked: string;
}

/**
 * Whether a time is asked for as another kind of visit than it was offered for: it may be too short for that, or with
 * somebody who does not do it. Words that mean none of the practice's kinds say nothing against it.
 */
export function isOtherType(
  types: readonly AppointmentTypeEntity[],
  offeredTypeId: string,
  words: string,
): OtherType | null {
  const asked = findAppointmentType(types, words);
  const offered = types.find(({ id }) => id === offeredTypeId);
  if (asked === null || offered === undefined || asked.id === offered.id) return null;
  return { offered: offered.name, asked: asked.name };
}
