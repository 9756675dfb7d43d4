import type { IntegrationRef } from '../../domain/integration-ref';

const MS_PER_MINUTE = 60_000;
/** At most one text per practice in so many minutes. */
const APART_MINUTES = 10;

export interface NoticeKeys {
  /** What a text of this minute goes by; there can be one. */
  readonly own: string;
  /** Those that a text of the last ten minutes went by: where there is one, this one has to wait. */
  readonly recent: readonly string[];
}

/** Unique in the database, so that no two workers can text a practice within ten minutes of each other. */
export function noticeKeys({ integrationId }: IntegrationRef, now: Date): NoticeKeys {
  const minute = Math.floor(now.getTime() / MS_PER_MINUTE);
  const keyOf = (at: number): string => `staff-notice:${integrationId}:${String(at)}`;
  return {
    own: keyOf(minute),
    recent: Array.from({ length: APART_MINUTES + 1 }, (_, ago) => keyOf(minute - ago)),
  };
}
