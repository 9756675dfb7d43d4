import { EventEmitter } from 'node:events';
import { listenForInterrupts } from './interrupts';
import { createStack, LEVEL } from './stack';

function setUp() {
  const [signals, output] = [new EventEmitter(), new EventEmitter()];
  const clock = { nowMs: 0 };
  const force = jest.fn();
  const interrupts = listenForInterrupts(force, { signals, outputs: [output] }, () => clock.nowMs);
  return { signals, output, clock, force, interrupts };
}

describe('listenForInterrupts', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'])(
    'stops at %s, and takes its echoes through npm and tsx for one',
    async (name) => {
      const { signals, clock, force, interrupts } = setUp();
      signals.emit(name);
      await interrupts.first;
      clock.nowMs = 300;
      signals.emit(name);
      expect(force).not.toHaveBeenCalled();
    },
  );

  it('forces the end at a second, later Ctrl-C', () => {
    const { signals, clock, force } = setUp();
    signals.emit('SIGINT');
    clock.nowMs = 1_500;
    signals.emit('SIGINT');
    expect(force).toHaveBeenCalledTimes(1);
  });

  it('stops when nobody reads the output any more, without ever forcing it', async () => {
    const { output, clock, force, interrupts } = setUp();
    output.emit('error', new Error('EPIPE'));
    await interrupts.first;
    clock.nowMs = 5_000;
    output.emit('error', new Error('EPIPE'));
    expect(force).not.toHaveBeenCalled();
  });

  it('listens no more once released', () => {
    const { signals, output, interrupts } = setUp();
    interrupts.release();
    expect([...signals.eventNames(), ...output.eventNames()]).toEqual([]);
  });
});

describe('createStack', () => {
  it('stops api and worker first and the database last, whatever started when, and goes on after a failure', async () => {
    const stopped: string[] = [];
    const part = (name: string, isFailing = false) => ({
      stop: () => {
        stopped.push(name);
        return isFailing ? Promise.reject(new Error(name)) : Promise.resolve();
      },
    });
    const stack = createStack();
    stack.push(LEVEL.engine, part('temporal'));
    stack.push(LEVEL.database, part('postgres'));
    stack.push(LEVEL.app, part('api', true));
    stack.push(LEVEL.simulator, part('simulator'));
    stack.push(LEVEL.app, part('worker'));
    await stack.stopAll();
    expect(stopped).toEqual(['api', 'worker', 'simulator', 'temporal', 'postgres']);
  });
});
