import { z } from 'zod';
import { ok } from '../domain/result';
import type { OfficeCallContext, SikkaCalls } from './calls';
import { text } from './fields';
import { readAllRows, withinContext } from './paging';
import { readReply, type SikkaReply } from './reply';

/** A kind of note that the practice's software takes. */
export interface NoteType {
  readonly type: string;
  readonly description: string;
  /** Sent beside the type where the software asks for it (Dentrix Enterprise, for some types); '' elsewhere. */
  readonly item: string;
}

const rowSchema = z.object({ type: text, description: text, item: text, practice_id: text });

/** The kinds of note that may be written at the practice. */
export const listNoteTypes =
  (calls: SikkaCalls) =>
  (context: OfficeCallContext): Promise<SikkaReply<readonly NoteType[]>> =>
    withinContext(context, async (within) => {
      const { practiceId } = context.office;
      const list = { endpoint: '/note_types', query: { practice_id: practiceId }, row: rowSchema };
      const reply = await readAllRows((call) => calls.callOffice(within, call), list);
      return readReply(reply, (rows) => {
        const own = rows.filter((row) => row.practice_id === practiceId && row.type !== '');
        return ok(own.map(({ type, description, item }) => ({ type, description, item })));
      });
    });
