import { readLanguage, type Language } from '../../domain/language';
import { reveal } from '../../domain/phi';
import type { PracticeOnLine } from '../../persistence/practices';
import type { VapiCall } from './envelope/call';
import type { VapiToolCall } from './envelope/tool-calls';

/** What the model says that the caller speaks, in `callLanguage` of any of the calls; null where that says nothing. */
export function saidLanguage(toolCalls: readonly Pick<VapiToolCall, 'arguments'>[]): Language | null {
  for (const { arguments: read } of toolCalls) {
    const said = read.ok ? reveal(read.value)['callLanguage'] : undefined;
    const language = typeof said === 'string' ? readLanguage(said) : null;
    if (language !== null) return language;
  }
  return null;
}

/** What a call is answered in as long as nobody says: what its assistant listens for, else the language of the line. */
export const usualLanguage = (
  call: Pick<VapiCall, 'assistantLanguage'>,
  practice: Pick<PracticeOnLine, 'language'>,
): Language => call.assistantLanguage ?? practice.language;
