import { z } from 'zod';
import type { OfficeCallContext, SikkaCalls } from './calls';
import { ok } from '../domain/result';
import { readObject } from './envelope';
import { text } from './fields';
import { readReply, type SikkaReply } from './reply';

/** What Sikka says of the office's request key; never the key itself, which the answer holds too. */
export interface RequestKeyInfo {
  readonly status: string;
  readonly officeId: string;
  /** Left of its life; null when Sikka does not say. Its start and end carry no zone and are not read. */
  readonly expiresInSeconds: number | null;
  /** Calls that the key is good for. The vendor's sample holds older names, so a name that is missing proves nothing. */
  readonly scope: readonly string[];
  readonly requestCount: number | null;
}

const infoSchema = z.object({
  status: text.refine((value) => value !== ''),
  issued_to: text,
  expires_in: text,
  scope: text,
  request_count: text,
});

/** The digits at the beginning: `expires_in` is text such as `85000 second(s)`. */
function leadingNumber(value: string): number | null {
  const digits = /^\d+/.exec(value)?.[0];
  return digits === undefined ? null : Number(digits);
}

const toInfo = (info: z.infer<typeof infoSchema>): RequestKeyInfo => ({
  status: info.status,
  officeId: info.issued_to,
  expiresInSeconds: leadingNumber(info.expires_in),
  scope: info.scope
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== ''),
  requestCount: leadingNumber(info.request_count),
});

/** Whether the office's request key lives, for how long, and what it opens. */
export const getRequestKeyInfo =
  (calls: SikkaCalls) =>
  async (context: OfficeCallContext): Promise<SikkaReply<RequestKeyInfo>> => {
    const reply = await calls.callOffice(context, { method: 'GET', endpoint: '/request_key_info' });
    const read = readReply(reply, (answer) => readObject(answer, infoSchema));
    return readReply(read, (info) => ok(toInfo(info)));
  };
