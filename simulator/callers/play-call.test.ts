import type { ToolName } from './heard';
import { playCall, type CallEvent, type Stage } from './play-call';
import { need, ScriptError, type Backstage, type Turn } from './script';

interface Asked {
  readonly callId: string;
  readonly callerNumber: string;
  readonly tool: ToolName;
  readonly toolCallId: string;
  readonly arguments: Readonly<Record<string, string>>;
}

const TEXTS: Record<ToolName, string> = {
  'search-patients': 'OK: Maya is verified (P1). Ask what they need.',
  'check-availability': 'OK: Open for cleaning: Tuesday, March 11 at 9:00 AM (S1). Offer it.',
  'book-appointment': 'SENT: the request for the cleaning on Tuesday, March 11 at 9:00 AM went to the office (A1).',
  'get-patient-info':
    "OK: upcoming visits: Tuesday, March 11 at 9:00 AM (A1). Use a visit's code to move or cancel it.",
  'reschedule-appointment':
    'SENT: the request to move the visit on Tuesday, March 11 to March 12 went to the office (A2).',
  'cancel-appointment':
    'SENT: the request to cancel the visit on Tuesday, March 11 at 9:00 AM (A1) went to the office.',
  'update-patient': 'TASK: the new preferred name is written down for the office (A1).',
  'create-patient': 'SENT: the request to enter Nora as a new patient went to the office (A1). Use (P1).',
  'transfer-to-human': 'OK: the call is being put through to the office; say goodbye briefly.',
};

const backstage = { tell: () => undefined } as unknown as Backstage;

function openStage() {
  const asked: Asked[] = [];
  const ended: string[] = [];
  const events: CallEvent[] = [];
  let id = 0;
  const stage: Stage = {
    callId: 'call-sample',
    today: '2031-03-04',
    line: (callId, callerNumber) => ({
      heard: () => undefined,
      ask: (request) => {
        asked.push({ callId, callerNumber, ...request });
        return Promise.resolve({ text: TEXTS[request.tool], durationMs: 1 });
      },
      hangUp: () => {
        ended.push(callId);
        return Promise.resolve();
      },
    }),
    backstage,
    newToolCallId: () => `call_${(id += 1)}`,
    tell: (event) => events.push(event),
  };
  return { stage, asked, ended, events };
}

const SEARCH: Turn = { asks: { tool: 'search-patients', arguments: () => ({ query: 'x' }) } };
const BOOK: Turn = {
  caller: 'Please.',
  asks: { tool: 'book-appointment', arguments: ({ patient }) => ({ patient: need(patient, 'a patient') }) },
};

describe('playing a call', () => {
  it('hands the codes of earlier answers on to later tool calls, each under an id of its own', async () => {
    const { stage, asked } = openStage();
    const heard = await playCall({ turns: [SEARCH, BOOK] }, stage);
    expect(asked.map(({ toolCallId, arguments: args }) => [toolCallId, args])).toEqual([
      ['call_1', { query: 'x' }],
      ['call_2', { patient: 'P1' }],
    ]);
    expect(heard).toMatchObject({ patient: 'P1', visit: 'A1' });
  });

  it('breaks off rather than make up a code that no answer brought', async () => {
    const { stage, asked } = openStage();
    await expect(playCall({ turns: [BOOK] }, stage)).rejects.toThrow(ScriptError);
    expect(asked).toEqual([]);
  });

  it('leaves a turn out when its condition does not hold', async () => {
    const { stage, asked } = openStage();
    const if1: Turn = { ...BOOK, onlyIf: ({ patient }) => patient === null };
    const if2: Turn = { ...BOOK, onlyIf: ({ patient }) => patient === 'P1' };
    await playCall({ turns: [SEARCH, if1, if2] }, stage);
    expect(asked.map(({ tool }) => tool)).toEqual(['search-patients', 'book-appointment']);
  });

  it('delivers one tool call several times at once under the same id', async () => {
    const { stage, asked } = openStage();
    const heard = await playCall({ turns: [{ asks: { ...SEARCH.asks!, deliveries: 3 } }] }, stage);
    expect(asked.map(({ toolCallId }) => toolCallId)).toEqual(['call_1', 'call_1', 'call_1']);
    expect(heard.answers).toHaveLength(3);
  });

  it('gives another caller another call and another number, and ends both calls', async () => {
    const { stage, asked, ended } = openStage();
    const other: Turn = { caller: 'Hello.', asks: { ...SEARCH.asks!, from: 'other-caller' } };
    const heard = await playCall({ turns: [SEARCH, other] }, stage);
    const [first, second] = asked;
    expect(second?.callId).not.toBe(first?.callId);
    expect(second?.callerNumber).not.toBe(first?.callerNumber);
    expect(ended).toEqual([first?.callId, second?.callId]);
    expect(heard.answers.map(({ from }) => from)).toEqual(['caller', 'other-caller']);
  });

  it('tells the turn in its order: caller, what happens meanwhile, the tool, the assistant', async () => {
    const { stage, events } = openStage();
    const happened: string[] = [];
    const happens = (): Promise<void> => {
      happened.push(events.at(-1)?.kind ?? '');
      return Promise.resolve();
    };
    await playCall({ turns: [SEARCH, { ...BOOK, meanwhile: { tells: 'rain', happens } }] }, stage);
    expect(events.slice(3).map(({ kind }) => kind)).toEqual(['says', 'meanwhile', 'asks', 'answers', 'says']);
    expect(happened).toEqual(['meanwhile']);
  });
});
