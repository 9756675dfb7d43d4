import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { testFolders } from '../../../test/support/test-folders';
import { nodeArguments, runStep, startChild, waitUntilReady } from './children';
import { startProcessGuard } from './process-guard';

const temporary = testFolders();

function program(source: string) {
  const projectDir = temporary();
  writeFileSync(path.join(projectDir, 'program.ts'), source);
  return { name: 'program', entry: 'program.ts', projectDir, env: process.env, onLine: () => undefined };
}

describe('nodeArguments', () => {
  it('runs a program plainly, with no process in between', () => {
    const args = nodeArguments({ entry: 'src/server.ts', args: ['up'], alsoWatch: null });
    expect(args.slice(-2)).toEqual(['src/server.ts', 'up']);
    expect(args).not.toContain('watch');
  });

  it('runs a program under tsx watch, which also looks at files that nothing imports', () => {
    const args = nodeArguments({ entry: 'src/worker.ts', alsoWatch: ['src/workflows/**/*.ts'] });
    expect(args).toEqual(expect.arrayContaining(['watch', '--clear-screen=false', '--include=src/workflows/**/*.ts']));
    expect(args.at(-1)).toBe('src/worker.ts');
  });
});

describe('a program of ours', () => {
  const never = () => Promise.resolve(false);

  it('that fails as a step is reported with its last lines', async () => {
    const guard = startProcessGuard(null);
    const step = runStep(program("const x: number = 3; console.error('the reason'); process.exit(x);"), guard);
    await expect(step).rejects.toThrow(/program failed \(code 3\)[\s\S]*the reason/);
    await guard.close();
  });

  it('that ends well as a step is done', async () => {
    const guard = startProcessGuard(null);
    await expect(runStep(program('export {};'), guard)).resolves.toBeUndefined();
    await guard.close();
  });

  it.each([
    ['plainly', null],
    ['under a watcher, which lives on', []],
  ])('that fails while starting is reported at once: %s', async (_how, alsoWatch) => {
    const guard = startProcessGuard(null);
    const child = await startChild({ ...program("throw new Error('the reason')"), alsoWatch }, guard);
    await expect(waitUntilReady(child, never, 60_000)).rejects.toThrow(
      /program stopped while starting[\s\S]*the reason/,
    );
    expect(child.hasEnded()).toBe(true);
    await guard.close();
  });

  it('that never serves is stopped and reported', async () => {
    const guard = startProcessGuard(null);
    const child = await startChild({ ...program('setInterval(() => undefined, 1000)'), alsoWatch: null }, guard);
    await expect(waitUntilReady(child, never, 10)).rejects.toThrow('was not ready within 0.01 s');
    expect(child.hasEnded()).toBe(true);
    await guard.close();
  });
});
