import { MAYA, NORA } from './cast';
import { hear, heardNothing, statusOf, type Heard, type ToolAnswer } from './heard';
import { wordReply } from './assistant';
import type { Backstage, Scenario, Turn } from './script';
import type { DialledCall, VapiLine } from './vapi-line';

/** What happens in a call, as it happens. */
export type CallEvent =
  | { readonly kind: 'says'; readonly who: 'Caller' | 'Assistant' | 'Other caller'; readonly text: string }
  | { readonly kind: 'meanwhile'; readonly text: string }
  | {
      readonly kind: 'asks';
      readonly tool: string;
      readonly arguments: Readonly<Record<string, string>>;
      readonly deliveries: number;
    }
  /** One for each delivery. */
  | { readonly kind: 'answers'; readonly answers: readonly ToolAnswer[] };

export interface Stage {
  readonly callId: string;
  /** The date on the practice's calendar. */
  readonly today: string;
  readonly line: VapiLine;
  readonly backstage: Backstage;
  readonly newToolCallId: () => string;
  readonly tell: (event: CallEvent) => void;
}

interface OnStage extends Stage {
  readonly callOf: (who: ToolAnswer['from']) => DialledCall;
}

/** Plays the turns in their order, then hangs up. @returns what the assistant heard from the back end */
export async function playCall(
  { turns, caller = MAYA }: Pick<Scenario, 'turns' | 'caller'>,
  stage: Stage,
): Promise<Heard> {
  const calls = new Map<ToolAnswer['from'], DialledCall>();
  const callOf = (who: ToolAnswer['from']): DialledCall => {
    const known = calls.get(who);
    if (known !== undefined) return known;
    const call =
      who === 'caller' ? stage.line(stage.callId, caller.number) : stage.line(`${stage.callId}-b`, NORA.number);
    calls.set(who, call);
    return call;
  };
  let heard = heardNothing(stage.today, stage.callId);
  for (const turn of turns) heard = await playTurn(turn, heard, { ...stage, callOf });
  for (const call of calls.values()) await call.hangUp();
  return heard;
}

async function playTurn(turn: Turn, before: Heard, stage: OnStage): Promise<Heard> {
  if (turn.onlyIf?.(before) === false) return before;
  const from = turn.asks?.from ?? 'caller';
  const say = (who: 'Caller' | 'Assistant', text: string): void => {
    stage.callOf(from).heard(who === 'Caller' ? 'user' : 'assistant', text);
    stage.tell({ kind: 'says', who: who === 'Caller' && from === 'other-caller' ? 'Other caller' : who, text });
  };
  if (turn.caller !== undefined) say('Caller', wordsOf(turn.caller, before));
  if (turn.meanwhile !== undefined) {
    stage.tell({ kind: 'meanwhile', text: turn.meanwhile.tells });
    await turn.meanwhile.happens?.(stage.backstage, before);
  }
  const answers = await askAll(turn, before, stage);
  const heard = answers.reduce(hear, before);
  const [answer] = answers;
  if (turn.assistant !== undefined) say('Assistant', wordsOf(turn.assistant, heard));
  else if (answer !== undefined) say('Assistant', wordReply(answer));
  return heard;
}

const wordsOf = (words: string | ((heard: Heard) => string), heard: Heard): string =>
  typeof words === 'string' ? words : words(heard);

async function askAll({ asks }: Turn, heard: Heard, stage: OnStage): Promise<ToolAnswer[]> {
  if (asks === undefined) return [];
  const { tool, from = 'caller', deliveries = 1 } = asks;
  const request = { tool, toolCallId: stage.newToolCallId(), arguments: asks.arguments(heard) };
  stage.tell({ kind: 'asks', tool, arguments: request.arguments, deliveries });
  const call = stage.callOf(from);
  const answers = await Promise.all(
    Array.from({ length: deliveries }, async (): Promise<ToolAnswer> => {
      const { text, durationMs } = await call.ask(request);
      return { tool, toolCallId: request.toolCallId, from, status: statusOf(text), text, durationMs };
    }),
  );
  stage.tell({ kind: 'answers', answers });
  return answers;
}
