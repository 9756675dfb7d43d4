import { createCallers } from './callers';

function callersWithOpenQuestions(count: number) {
  const answers: (() => void)[] = [];
  const question = () =>
    new Promise<void>((resolve) => {
      answers.push(resolve);
    });
  return { answers, callers: createCallers(count, question) };
}

describe('callers of an office', () => {
  it('all ask at once', () => {
    const { answers, callers } = callersWithOpenQuestions(3);
    callers.ask();
    expect(answers).toHaveLength(3);
  });

  it('ask nothing more while they wait, and again when they were answered', async () => {
    const { answers, callers } = callersWithOpenQuestions(3);
    callers.ask();
    callers.ask();
    expect(answers).toHaveLength(3);
    answers.forEach((answer) => {
      answer();
    });
    await callers.settled();
    callers.ask();
    expect(answers).toHaveLength(6);
  });

  it('are settled only when the last one has an answer', async () => {
    const { answers, callers } = callersWithOpenQuestions(2);
    callers.ask();
    let isSettled = false;
    const settled = callers.settled().then(() => (isSettled = true));
    answers[0]?.();
    await new Promise(setImmediate);
    expect(isSettled).toBe(false);
    answers[1]?.();
    await settled;
    expect(isSettled).toBe(true);
  });
});
