import { toolText } from '../../../domain/status-words';

export const english = {
  /** To a model that runs in circles. What an earlier answer said of a write still holds, and is not taken back here. */
  stopRepeating: () =>
    toolText(
      'NOT DONE',
      'this was asked too often in this call and was not started again; what earlier answers said still holds. Do not call it again in this call; offer to take the caller to a person at the office.',
    ),

  /** The line or the account sends more than any callers could ask for. */
  tooMuch: () =>
    toolText(
      'UNAVAILABLE',
      'too many requests came over this line just now, and nothing was done. Apologise and try once more in a minute.',
    ),
};

export type Words = typeof english;
