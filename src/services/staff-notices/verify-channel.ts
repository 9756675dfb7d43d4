import { appendAudit } from '../../audit/append';
import { eventRow, type AuditScope } from '../../audit/scope';
import { AuditAction } from '../../audit/vocabulary';
import type { BlindIndex } from '../../crypto/blind-index';
import type { IntegrationRef } from '../../domain/integration-ref';
import type { Database } from '../../persistence/database';
import { countFailedCode, lockChannel, markVerified } from '../../persistence/staff-channels';
import { CODE_TRIES, hashChannelCode, isSameHash } from './channel-code';

export interface VerifyChannelDeps {
  readonly database: Database;
  readonly index: BlindIndex;
  readonly now: () => Date;
}

/** `no-code`: none is under way, it is too old, or it was tried too often; another must be asked for. */
export type ChannelProof = 'verified' | 'wrong-code' | 'no-code' | 'no-channel';

/** Whoever gives the code back has read it at the number that it was sent to. A channel that is proved stays so. */
export const verifyStaffChannel = (
  { database, index, now }: VerifyChannelDeps,
  ref: IntegrationRef,
  code: string,
  scope: AuditScope,
): Promise<ChannelProof> =>
  database.transaction(async (tx) => {
    const channel = await lockChannel(tx, ref);
    if (channel === null) return 'no-channel';
    if (channel.verifiedAt !== null) return 'verified';
    const { addressIndex, codeHash, codeExpiresAt, failedCodes } = channel;
    const isOver = codeExpiresAt === null || codeExpiresAt <= now() || failedCodes >= CODE_TRIES;
    if (codeHash === null || isOver) return 'no-code';
    const isRight = isSameHash(hashChannelCode(index, ref, addressIndex, code), codeHash);
    if (isRight) await markVerified(tx, ref, now());
    else await countFailedCode(tx, ref);
    const act = { action: AuditAction.staffChannel, subject: 'verify', phiFields: [] };
    await appendAudit(tx, [eventRow(scope, act, isRight ? 'success' : 'denied')]);
    return isRight ? 'verified' : 'wrong-code';
  });
