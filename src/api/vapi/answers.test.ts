import fc from 'fast-check';
import { toolText, type ToolText } from '../../domain/status-words';
import { fitAnswer } from './answers/fit';
import { toVapiResponse } from './answers';
import { parseVapiMessage } from './envelope';
import type { VapiToolCallsMessage } from './envelope/message';

function messageOf(message: object): VapiToolCallsMessage {
  const read = parseVapiMessage({ message }, null);
  if (!read.ok || read.value.kind !== 'tool-calls') throw new Error('no tool calls');
  return read.value;
}

interface Line {
  toolCallId: string;
  result?: string;
  error?: string;
}

const current = (...ids: string[]) =>
  messageOf({ type: 'tool-calls', toolCallList: ids.map((id) => ({ id, name: 'search-patients', arguments: {} })) });
const legacy = () => messageOf({ type: 'function-call', functionCall: { name: 'search-patients', parameters: {} } });
const answer = (toolCallId: string, text: ToolText) => ({ toolCallId, name: 'search-patients', text });

describe('toVapiResponse', () => {
  it('puts each answer under its id, in the order of the calls, as result or error', () => {
    const answers = [answer('c2', toolText('NEED', 'a date.')), answer('c1', toolText('OK', 'two found.'))];
    expect(toVapiResponse(current('c1', 'c2'), answers)).toEqual({
      results: [
        { toolCallId: 'c1', name: 'search-patients', result: 'OK: two found.' },
        { toolCallId: 'c2', name: 'search-patients', error: 'NEED: a date.' },
      ],
    });
  });

  it('answers an id that was forgotten with an error that claims nothing', () => {
    const { results } = toVapiResponse(current('c1', 'c2'), [answer('c2', toolText('OK', 'x.'))]);
    expect(results[0]).toEqual({
      toolCallId: 'c1',
      name: 'search-patients',
      error: expect.stringMatching(/^UNAVAILABLE: .*do not say that it was done/),
    });
  });

  it('answers every call beyond the limit with an error that says it was not done', () => {
    const ids = Array.from({ length: 12 }, (_, index) => `c${index}`);
    const { results } = toVapiResponse(
      current(...ids),
      ids.map((id) => answer(id, toolText('OK', 'x.'))),
    );
    expect(results.map(({ toolCallId }) => toolCallId)).toEqual(ids);
    expect(results.filter((result) => 'error' in result && result.error.startsWith('NOT DONE'))).toHaveLength(2);
  });

  it.each<[string, ToolText]>([
    ['a result', toolText('OK', 'two found.')],
    ['an error', toolText('NEED', 'a date.')],
  ])('says %s in `result` too for the legacy forms', (_what, text) => {
    const message = legacy();
    const id = message.toolCalls[0]!.id;
    const response = toVapiResponse(message, [answer(id, text)]);
    expect(response.result).toBe(text.text);
    expect(response.results).toHaveLength(1);
  });

  it('leaves `result` out for the current form, which would read it as a wrong shape', () => {
    expect(toVapiResponse(current('c1'), [])).not.toHaveProperty('result');
  });

  it('whatever was said, parses back to one line of text per call', () => {
    const text = fc.record({
      channel: fc.constantFrom('result' as const, 'error' as const),
      text: fc.string({ unit: 'binary', maxLength: 700 }),
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.uuid(), { minLength: 1, maxLength: 12 }),
        fc.array(text, { maxLength: 4 }),
        (ids, texts) => {
          const message = current(...ids);
          const answers = texts.map((said, index) => answer(ids[index % ids.length]!, said));
          const sent = JSON.parse(JSON.stringify(toVapiResponse(message, answers))) as { results: Line[] };
          expect(sent.results.map(({ toolCallId }) => toolCallId)).toEqual(ids);
          for (const { result, error } of sent.results) {
            expect(result ?? error).toEqual(expect.stringMatching(/^[^\p{Cc}\u2028\u2029]{0,500}$/u));
            expect([result, error].filter((part) => part !== undefined)).toHaveLength(1);
          }
        },
      ),
    );
  });
});

describe('fitAnswer', () => {
  const sentence = 'The next open visit is on Tuesday, March 10 at 10:30 AM with Dr. Sample. ';

  it('makes one line of several and drops what cannot be heard', () => {
    expect(fitAnswer('  OK: one\r\n\ttwo\u2028three\u0000 \u00adfour\u200b ')).toBe('OK: one two three four');
  });

  it('ends what is too long after its last whole sentence, and not after a title', () => {
    const fitted = fitAnswer(sentence.repeat(20));
    expect(fitted).toBe(sentence.repeat(6).trim());
    const cutInTitle = `OK: one is open. ${'Y'.repeat(300)} with Dr. Sample ${'z'.repeat(300)}`;
    expect(fitAnswer(cutInTitle)).toBe('OK: one is open.');
  });

  it('ends what has no whole sentence after a whole word', () => {
    const fitted = fitAnswer('word '.repeat(200));
    expect(fitted).toMatch(/^(word )+word…$/);
    expect(fitted.length).toBeLessThanOrEqual(500);
  });

  it('keeps 500 characters as they are and never splits one in two', () => {
    expect(fitAnswer('x'.repeat(500))).toBe('x'.repeat(500));
    expect(fitAnswer('😀'.repeat(300))).toBe(`${'😀'.repeat(249)}…`);
  });

  it('gives any text as one line of at most 500 characters, and a fitted one unchanged', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 1_500 }), (text) => {
        const fitted = fitAnswer(text);
        expect(fitted.length).toBeLessThanOrEqual(500);
        expect(fitted).not.toMatch(/[\p{Cc}\p{Cs}\u2028\u2029]/u);
        expect(fitAnswer(fitted)).toBe(fitted);
      }),
    );
  });
});
