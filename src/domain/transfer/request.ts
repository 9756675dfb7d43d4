import { z } from 'zod';

const text = z.string();

/** What a caller who asked for a person wants, in the model's words. */
const callbackNote = z.object({ reason: text, summary: text.default('') });
export type CallbackNote = z.infer<typeof callbackNote>;

/** As `callbacks.request` keeps it under encryption: a note for each time that they asked in other words, oldest first. */
export const callbackRequest = z.object({ notes: z.array(callbackNote) });
export type CallbackRequest = z.infer<typeof callbackRequest>;

/** A caller who insists is heard, and a model that loops fills no table. */
const MAX_NOTES = 5;

/** The request with one more note; unchanged where that was said already, or enough was. */
export function withNote(request: CallbackRequest, note: CallbackNote): CallbackRequest {
  const isSaid = request.notes.some(({ reason, summary }) => reason === note.reason && summary === note.summary);
  return isSaid || request.notes.length >= MAX_NOTES ? request : { notes: [...request.notes, note] };
}
