import { err, ok } from '../../domain/result';
import { LaunchError } from './launch-error';
import { findTemporalBinary, type BinarySource } from './temporal-binary';
import { isRecentEnough, parseServerVersion } from './temporal-version';

const source = (
  name: string,
  outcome: ReturnType<typeof ok<string>> | ReturnType<typeof err<string>>,
): BinarySource => ({
  name,
  find: () => Promise.resolve(outcome),
  cure: `cure of ${name}`,
});
const say = () => undefined;
const sound = () => Promise.resolve(ok({ serverVersion: '1.32.0' }));

describe('findTemporalBinary', () => {
  it('takes the first source that has one, and asks none behind it', async () => {
    const last = source('c', ok('/c/temporal'));
    const askLast = jest.spyOn(last, 'find');
    const found = await findTemporalBinary(
      [source('a', err('closed')), source('b', ok('/b/temporal')), last],
      say,
      sound,
    );
    expect(found).toEqual({ path: '/b/temporal', source: 'b', serverVersion: '1.32.0' });
    expect(askLast).not.toHaveBeenCalled();
  });

  it('goes on when a program is there but will not do', async () => {
    const check = (binary: string) =>
      Promise.resolve(binary === '/a' ? err('/a is too old') : ok({ serverVersion: '1.30.0' }));
    const found = await findTemporalBinary([source('a', ok('/a')), source('b', ok('/b'))], say, check);
    expect(found.path).toBe('/b');
  });

  it('names every source with its reason and its cure when none has one', async () => {
    const failing = findTemporalBinary([source('a', err('closed')), source('b', ok('/b'))], say, () =>
      Promise.resolve(err('/b does not run')),
    );
    await expect(failing).rejects.toThrow(LaunchError);
    await expect(failing).rejects.toThrow(/a: closed\n +cure of a\n +- b: \/b does not run\n +cure of b/);
  });
});

describe('the version of the server inside', () => {
  it.each([
    ['temporal version 1.9.1 (Server 1.32.0, UI 2.54.1)', '1.32.0'],
    ['temporal version 0.0.0-DEV (Server 1.29.1, UI 2.42.1)', '1.29.1'],
    ['ls (GNU coreutils) 9.1', null],
  ])('is read from %j', (output, expected) => {
    expect(parseServerVersion(output)).toBe(expected);
  });

  it.each([
    ['1.29.0', true],
    ['2.0.0', true],
    ['1.28.9', false],
    ['0.32.0', false],
  ])('%s is recent enough: %s', (version, expected) => {
    expect(isRecentEnough(version)).toBe(expected);
  });
});
