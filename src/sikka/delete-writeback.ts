import { PmsErrorCode, type PmsError } from '../domain/pms-errors';
import { readDone } from './accepted-update';
import type { AppCallContext, SikkaCalls } from './calls';
import { fail, readReply, succeed, type SikkaReply } from './reply';
import { unsendableField } from './send-limits';

/**
 * `removed`: Sikka says so. `too-late`: Sikka has no pending write of this id, as it is under way, done, or was removed
 * before. `unknown`: no answer that tells.
 */
export type Removal = 'removed' | 'too-late' | 'unknown';

const TOO_LATE: ReadonlySet<PmsErrorCode> = new Set([PmsErrorCode.notFound, PmsErrorCode.conflict]);

function removalOf(error: PmsError): Removal | null {
  if (error.sikkaCode !== null && TOO_LATE.has(error.code)) return 'too-late';
  return error.writeOutcome === 'unknown' ? 'unknown' : null;
}

/**
 * Takes back a write that is still pending. What Sikka answers for one that is running or done is not documented and
 * may be a 200 too, so whatever comes back, the status of the write has to be read afterwards, and only that is proof.
 * The call is the app's, over all tenants: give it no id but one that we stored with the practice's own write.
 */
export const deleteWriteback =
  (calls: SikkaCalls) =>
  async (context: AppCallContext, writebackId: string): Promise<SikkaReply<Removal>> => {
    if (!/^\d+$/.test(writebackId)) return fail(unsendableField('id'), []);
    const call = { method: 'DELETE', endpoint: '/writebacks', query: { id: writebackId } } as const;
    const reply = readReply(await calls.callApp(context, call), readDone);
    if (reply.ok) return succeed('removed', reply.exchanges);
    const removal = removalOf(reply.error);
    return removal === null ? reply : succeed(removal, reply.exchanges);
  };
