import path from 'node:path';
import { runChaos } from './chaos/run-chaos';

const PROJECT_DIR = path.resolve(__dirname, '..');

/** The run itself is bounded by two minutes and the quiet after it; `npm run chaos` plays the long one. */
jest.setTimeout(280_000);

it('a small storm: every write lands once, or is a task, or its caller knows that it was not done', async () => {
  const lines: string[] = [];
  const flags = { isHelp: false, writes: 40, seed: 1, minutes: 1, mix: null, isKeeping: false };
  const outcome = await runChaos({ projectDir: PROJECT_DIR, flags, say: (line) => lines.push(line) });
  // The whole report, where something is wrong: ids of rows, and the command that repeats the run.
  expect(outcome?.violations.length === 0 ? [] : lines).toEqual([]);
  expect(outcome?.evidence.theirs.writebacks.filter(({ state }) => state === 'done').length).toBeGreaterThan(0);
});
