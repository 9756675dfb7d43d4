import { z } from 'zod';
import { LANGUAGES, type Language } from '../language';
import { REASON_KINDS, type ReasonKind } from './reason-kind';

const text = z.string();

/** What a caller who asked for a person wants: in the model's words, and of which kind we take it to be. */
const callbackNote = z.object({
  reason: text,
  summary: text.default(''),
  kind: z.enum(REASON_KINDS).default('other'),
  language: z.enum(LANGUAGES).default('en'),
});
export type CallbackNote = z.infer<typeof callbackNote>;

/**
 * As `callbacks.request` keeps it under encryption: a note for each time that they asked in other words, oldest first.
 * Stored, so older rows must stay readable: a new field gets a default.
 */
export const callbackRequest = z.object({ notes: z.array(callbackNote) });
export type CallbackRequest = z.infer<typeof callbackRequest>;

/** A caller who insists is heard, and a model that loops fills no table. */
const MAX_NOTES = 5;

export const isEmergency = ({ notes }: CallbackRequest): boolean => notes.some(({ kind }) => kind === 'emergency');

/** Whether a note says for the first time that it is an emergency. */
export const becomesEmergency = (request: CallbackRequest, note: CallbackNote): boolean =>
  note.kind === 'emergency' && !isEmergency(request);

/**
 * The request with one more note; unchanged where that was said already, or enough was. That it has become an emergency
 * is always heard.
 */
export function withNote(request: CallbackRequest, note: CallbackNote): CallbackRequest {
  const { notes } = request;
  if (becomesEmergency(request, note)) return { notes: [...notes, note] };
  const isSaid = notes.some(({ reason, summary }) => reason === note.reason && summary === note.summary);
  return isSaid || notes.length >= MAX_NOTES ? request : { notes: [...notes, note] };
}

/** Who should take the call: an emergency stays one, else what was said last counts. */
export function wantedOf(request: CallbackRequest): { readonly reason: ReasonKind; readonly language: Language } {
  const last = request.notes.at(-1);
  return {
    reason: isEmergency(request) ? 'emergency' : (last?.kind ?? 'other'),
    language: last?.language ?? 'en',
  };
}
