import type { Language } from '../../../domain/language';
import type { Database } from '../../../persistence/database';
import { findPracticeByLine } from '../../../persistence/practices';
import { startDeadline } from '../deadline';
import type { VapiCall } from '../envelope/call';
import { sayNobodyAnswers } from './say';

/** Vapi waits 7.5 s for an assistant, and no setting of its changes that. */
const DEADLINE_MS = 5_000;

export interface AssistantRequestDeps {
  readonly database: Database;
  readonly now: () => Date;
  readonly onError: (error: unknown, tool: null) => void;
}

/** What Vapi takes: an assistant of its own, with variables for its prompt, or words for the caller before it hangs up. */
export type AssistantAnswer =
  | {
      readonly assistantId: string;
      readonly assistantOverrides: {
        readonly variableValues: { readonly practiceName: string; readonly language: Language };
      };
    }
  | { readonly error: string };

/** Which assistant answers a call to a number that has none at Vapi. Always answers, and in time. */
export async function answerAssistantRequest(
  deps: AssistantRequestDeps,
  call: VapiCall,
  receivedAtMs: number,
): Promise<AssistantAnswer> {
  const nobody = (): AssistantAnswer => ({ error: sayNobodyAnswers('en') });
  const deadline = startDeadline(DEADLINE_MS, receivedAtMs, () => deps.now().getTime());
  const found = findAssistant(deps.database, call).catch((error: unknown) => {
    deps.onError(error, null);
    return nobody();
  });
  try {
    return await deadline.race(found, nobody);
  } finally {
    deadline.end();
  }
}

async function findAssistant(database: Database, call: VapiCall): Promise<AssistantAnswer> {
  const practice = await database.run((manager) => findPracticeByLine(manager, call));
  if (practice === null) return { error: sayNobodyAnswers('en') };
  const { assistantId, name: practiceName, language } = practice;
  if (assistantId === null) return { error: sayNobodyAnswers(language) };
  return { assistantId, assistantOverrides: { variableValues: { practiceName, language } } };
}
