import { accessRefusalOf, OfficeRefusal } from '../domain/office-refusal';
import { AFTER_OUTAGE_MS, AFTER_REFUSAL_MS, nextKeyLookMs, RENEW_AHEAD_MS, type KeyCheck } from '../domain/office-key';
import type { OfficeRef } from '../domain/office-ref';
import { PmsErrorCode } from '../domain/pms-errors';
import type { Database } from '../persistence/database';
import { isOfficeLinked } from '../persistence/integration-status';
import type { OfficeWatch } from '../services/office-watch';
import type { SikkaClient } from '../sikka/client';

export interface RequestKeyActivityDeps {
  readonly database: Database;
  readonly sikka: SikkaClient;
  readonly watch: OfficeWatch;
  readonly now: () => Date;
  /** From 0 to 1. */
  readonly random: () => number;
}

export type RequestKeyActivities = ReturnType<typeof createRequestKeyActivities>;

/** Steps of keeping an office's request key alive. The key goes into the secrets store, never through a payload. */
export const createRequestKeyActivities = ({ database, sikka, watch, now, random }: RequestKeyActivityDeps) => ({
  /** Renews the office's key when its end is near; says when to look again. */
  async ensureRequestKey(office: OfficeRef): Promise<KeyCheck> {
    const { accountId } = office;
    const isLinked = await database.run((manager) => isOfficeLinked(manager, office));
    if (!isLinked) return { accountId, kind: 'revoked' };
    const reply = await sikka.requestKeys.ensureLife(office, RENEW_AHEAD_MS);
    if (reply.ok) {
      await watch.restore(office);
      const lifeMs = reply.value.expiresAt.getTime() - now().getTime();
      return { accountId, kind: 'live', lookAgainInMs: nextKeyLookMs(lifeMs, random()) };
    }
    const { code, isRetryable, httpStatus } = reply.error;
    if (code === PmsErrorCode.accessRevoked) {
      const refusal = accessRefusalOf(reply.error);
      await watch.refuseOffice(office, refusal);
      if (refusal === OfficeRefusal.accessRemoved) return { accountId, kind: 'revoked' };
      return { accountId, kind: 'refused', lookAgainInMs: AFTER_REFUSAL_MS };
    }
    if (isRetryable) return { accountId, kind: 'outage', lookAgainInMs: AFTER_OUTAGE_MS };
    await watch.refuseOffice(office, OfficeRefusal.keyRefused);
    // Without an answer nobody was asked, as no secret is stored: whoever stores one need not wait for an hour.
    return { accountId, kind: 'refused', lookAgainInMs: httpStatus === null ? AFTER_OUTAGE_MS : AFTER_REFUSAL_MS };
  },
});
