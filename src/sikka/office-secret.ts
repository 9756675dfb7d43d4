import { PmsErrorCode } from '../domain/pms-errors';
import { Secret } from '../domain/secret';
import { practiceQuery, toPractice } from './authorized-practices';
import { officeGoneError, wantsRequestKey } from './errors';
import type { AppCredentials } from './key-grant';
import { readAllRows } from './paging';
import { fail, succeed, type SikkaReply } from './reply';
import type { SikkaTransport } from './transport';

/**
 * The secret that Sikka names for the office now. An office that is not listed any more has taken its access away:
 * `accessRevoked`. Whether the list wants the app's pair or a request key is told in two ways: the pair is tried first,
 * then the office's key, which lives on after its secret was changed.
 */
export async function findCurrentSecret(
  transport: SikkaTransport,
  { appId, appKey }: AppCredentials,
  officeId: string,
  requestKey: Secret | null,
): Promise<SikkaReply<Secret>> {
  const listWith = (headers: Readonly<Record<string, Secret>>) =>
    readAllRows((call) => transport.send({ ...call, headers }), practiceQuery);
  const byApp = await listWith({ 'App-Id': new Secret(appId), 'App-Key': appKey });
  const wantsKey = requestKey !== null && !byApp.ok && wantsRequestKey(byApp.error);
  const reply = wantsKey ? await listWith({ 'Request-Key': requestKey }) : byApp;
  if (!reply.ok) {
    // Only the list itself proves that the office is gone; that we may not read it proves nothing.
    const isOurs = reply.error.code === PmsErrorCode.accessRevoked;
    return isOurs ? fail({ ...reply.error, code: PmsErrorCode.auth }, reply.exchanges) : reply;
  }
  const practice = reply.value.map(toPractice).find((one) => one.officeId === officeId);
  if (practice === undefined) return fail(officeGoneError(), reply.exchanges);
  return succeed(practice.secretKey, reply.exchanges);
}
