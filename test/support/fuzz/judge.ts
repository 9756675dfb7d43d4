/** What an answer may begin with, by the channel that it comes in (see the contract's table of status words). */
const STATUS_WORDS = {
  result: ['OK', 'SENT', 'CONFIRMED', 'WORKING', 'TASK', 'NOT FOUND'],
  error: ['NEED', 'NOT DONE', 'UNAVAILABLE'],
} as const;
const MAX_ANSWER_CHARS = 500;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
};

/** The bytes as the api must read them: JSON in UTF-8, a byte order mark before it or not. */
function read(bytes: Buffer): unknown {
  try {
    return parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return undefined;
  }
}

/** One call where a list of them should be. */
const isOneCall = (value: unknown): boolean =>
  isObject(value) && ['id', 'name', 'function'].some((key) => Object.hasOwn(value, key));

/** Null: the message asks for no tool. */
function entriesIn(bytes: Buffer): readonly unknown[] | null {
  const body = read(bytes);
  if (!isObject(body) || !isObject(body['message'])) return null;
  const { type, toolCallList, toolCalls, functionCall } = body['message'];
  if (![undefined, null, 'tool-calls', 'function-call'].includes(type as string)) return null;
  const lists = [toolCallList, toolCalls].map((list) => (isOneCall(list) ? [list] : list)).filter(Array.isArray);
  const list: unknown[] | undefined = lists.find((each) => each.some(isObject)) ?? lists[0];
  return list ?? (isObject(functionCall) ? [functionCall] : null);
}

/** The ids that a body is owed an answer for, in its order, worked out apart from the api's own reading of it. */
export function owedIds(bytes: Buffer): string[] {
  const ids = (entriesIn(bytes) ?? []).map((entry) => (isObject(entry) ? entry['id'] : null));
  return [...new Set(ids.filter((id) => typeof id === 'string' && id !== ''))] as string[];
}

/** How many calls of a body are to be answered at the least: of those without an id, the first ten are run. */
export const isAskingForTools = (bytes: Buffer): boolean => (entriesIn(bytes) ?? []).some(isObject);

/** What is wrong with one entry of `results`. */
function faultsOfEntry(entry: unknown): string[] {
  if (!isObject(entry)) return ['an entry is no object'];
  const { toolCallId, name, result, error, ...others } = entry;
  const isOne =
    (typeof result === 'string') !== (typeof error === 'string') && !('result' in entry && 'error' in entry);
  if (typeof toolCallId !== 'string' || typeof name !== 'string' || !isOne) return ['an entry is misshapen'];
  const [channel, text] =
    typeof result === 'string' ? (['result', result] as const) : (['error', String(error)] as const);
  return [
    ...(Object.keys(others).length === 0 ? [] : ['an entry has other keys']),
    ...(STATUS_WORDS[channel].some((word) => text.startsWith(`${word}: `))
      ? []
      : [`no status word: ${text.slice(0, 40)}`]),
    ...(/[\p{Cc}\u2028\u2029]/u.test(text) ? ['an answer is no single line'] : []),
    ...(text.length <= MAX_ANSWER_CHARS ? [] : ['an answer is too long']),
  ];
}

/** What is wrong with the answer to an authenticated message: nothing, if all is as it must be. */
export function faultsOfAnswer(sent: Buffer, status: number, text: string): string[] {
  const owed = owedIds(sent);
  if (status !== 200) {
    const mayRefuse = [400, 413, 415].includes(status);
    return [...(mayRefuse ? [] : [`HTTP ${String(status)}`]), ...(owed.length === 0 ? [] : ['ids without an answer'])];
  }
  const answer = parse(text);
  if (!isObject(answer)) return ['no JSON object'];
  if (!isAskingForTools(sent)) return [];
  const { results } = answer;
  if (!Array.isArray(results) || results.length === 0) return ['no results'];
  const ids = results
    .map((entry) => (isObject(entry) ? entry['toolCallId'] : null))
    .filter((id) => owed.includes(id as string));
  return [
    ...(JSON.stringify(ids) === JSON.stringify(owed) ? [] : ['not every id is answered once and in order']),
    ...results.flatMap(faultsOfEntry),
  ];
}
