import { normaliseName } from '../names/normalise-name';

/** What is sent in plain letters comes back so: accents, hyphens and case say nothing. */
export const isSameText = (one: string | undefined, other: string): boolean =>
  one !== undefined && normaliseName(one) === normaliseName(other);

/** A date comes back with or without a time of day. */
export const isSameDay = (one: string | undefined, other: string): boolean => one?.slice(0, 10) === other;
