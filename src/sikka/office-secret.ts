import { PmsErrorCode } from '../domain/pms-errors';
import { Secret } from '../domain/secret';
import { practiceQuery, toPractice } from './authorized-practices';
import { officeGoneError } from './errors';
import type { AppCredentials } from './key-grant';
import { readAllRows } from './paging';
import { fail, succeed, type SikkaReply } from './reply';
import type { SikkaTransport } from './transport';

/**
 * The secret that Sikka names for the office now. An office that is not listed any more has taken its access away:
 * `accessRevoked`.
 */
export async function findCurrentSecret(
  transport: SikkaTransport,
  { appId, appKey }: AppCredentials,
  officeId: string,
): Promise<SikkaReply<Secret>> {
  const headers = { 'App-Id': new Secret(appId), 'App-Key': appKey };
  const reply = await readAllRows((call) => transport.send({ ...call, headers }), practiceQuery);
  if (!reply.ok) {
    // Only the list itself proves that the office is gone; that we may not read it proves nothing.
    const isOurs = reply.error.code === PmsErrorCode.accessRevoked;
    return isOurs ? fail({ ...reply.error, code: PmsErrorCode.auth }, reply.exchanges) : reply;
  }
  const practice = reply.value.map(toPractice).find((one) => one.officeId === officeId);
  if (practice === undefined) return fail(officeGoneError(), reply.exchanges);
  return succeed(practice.secretKey, reply.exchanges);
}
