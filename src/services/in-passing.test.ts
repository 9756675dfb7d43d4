import { createInPassing } from './in-passing';

describe('what is done in passing', () => {
  let nowMs = 0;
  const errors: unknown[] = [];
  const start = () =>
    createInPassing(
      () => nowMs,
      (error) => void errors.push(error),
    );
  beforeEach(() => {
    nowMs = 1_000_000;
    errors.length = 0;
  });

  it('is done once a minute, however many ask for it', async () => {
    const inPassing = start();
    const work = jest.fn(() => Promise.resolve());
    for (let i = 0; i < 50; i += 1) inPassing.note(['a', 1], work);
    inPassing.note(['a', 2], work);
    await inPassing.settled();
    expect(work).toHaveBeenCalledTimes(2);
    nowMs += 60_001;
    inPassing.note(['a', 1], work);
    expect(work).toHaveBeenCalledTimes(3);
  });

  it('is done at once when the state is another', () => {
    const inPassing = start();
    const work = jest.fn(() => Promise.resolve());
    for (const state of ['in', 'in', 'out', 'in']) inPassing.noteChange(['x'], state, work);
    expect(work).toHaveBeenCalledTimes(3);
  });

  it('is done again when it failed, and the failure is told', async () => {
    const inPassing = start();
    const failure = new Error('no database');
    inPassing.note(['a'], () => Promise.reject(failure));
    await inPassing.settled();
    expect(errors).toEqual([failure]);
    const work = jest.fn(() => Promise.resolve());
    inPassing.note(['a'], work);
    expect(work).toHaveBeenCalledTimes(1);
  });
});
