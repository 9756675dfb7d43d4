import { z } from 'zod';
import { phi } from '../domain/phi';
import { ok } from '../domain/result';
import { readDone } from './accepted-update';
import type { AppCallContext, SikkaCalls } from './calls';
import { flagOf, id, text } from './fields';
import { readAllRows, withinContext } from './paging';
import { fail, readReply, type SikkaReply } from './reply';
import { unsendableField } from './send-limits';

const ENDPOINT = '/practice_location';

/** A practice of an office, as Sikka bills it. */
export interface PracticeLocation {
  readonly practiceId: string;
  readonly name: string;
  /** Whether our app may read and write there; null when Sikka's word for it is neither on nor off. */
  readonly isOn: boolean | null;
}

const rowSchema = z.object({ practice_id: id, practice_name: text, access: text });

function isOn(access: string): boolean | null {
  const word = access.toLowerCase();
  if (word === 'on') return true;
  return word === 'off' ? false : flagOf(word);
}

/** The practices of an office, and which of them our app has access to. */
export const listPracticeLocations =
  (calls: SikkaCalls) =>
  (context: AppCallContext, officeId: string): Promise<SikkaReply<readonly PracticeLocation[]>> =>
    withinContext(context, async (within) => {
      const list = { endpoint: ENDPOINT, query: { office_id: officeId }, row: rowSchema };
      const reply = await readAllRows((call) => calls.callApp(within, call), list);
      return readReply(reply, (rows) =>
        ok(rows.map((row) => ({ practiceId: row.practice_id, name: row.practice_name, isOn: isOn(row.access) }))),
      );
    });

export interface LocationAccess {
  readonly officeId: string;
  readonly practiceIds: readonly string[];
  readonly access: 'ON' | 'OFF';
}

/**
 * Switches practices of an office on or off. **Each one that is on is billed**: call this only to carry out what a
 * person has decided for these practices, never as a repair or a retry. Done at once; any other answer than Sikka's
 * word for that is an unknown outcome, which `listPracticeLocations` settles.
 */
export const setPracticeLocationAccess =
  (calls: SikkaCalls) =>
  async (context: AppCallContext, { officeId, practiceIds, access }: LocationAccess): Promise<SikkaReply<'done'>> => {
    const isListable = practiceIds.length > 0 && practiceIds.every((practiceId) => /^[^\s,]+$/.test(practiceId));
    if (!isListable) return fail(unsendableField('practice_id'), []);
    const body = phi({ office_id: officeId, practice_id: practiceIds.join(','), access });
    return readReply(await calls.callApp(context, { method: 'POST', endpoint: ENDPOINT, body }), readDone);
  };
