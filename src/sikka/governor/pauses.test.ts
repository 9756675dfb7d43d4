import { createPauses } from './pauses';
import { answered, refused, withRate } from './test-office';

const HOUR_MS = 60 * 60_000;

function startPauses() {
  let nowMs = 1_000_000;
  const alerts: string[] = [];
  const pauses = createPauses(
    () => nowMs,
    (code) => alerts.push(code),
  );
  return { pauses, alerts, pass: (ms: number) => (nowMs += ms) };
}

const VIEW = { window: null, pauseMs: 0, backgroundPauseMs: 0, dailyCapCode: null };

describe('the pause after a 429', () => {
  it('lasts as long as Reset says, and at least a second', () => {
    const { pauses, pass } = startPauses();
    expect(pauses.learn(refused(429, null, withRate(20, 0, 7_000)), null)).toBe(true);
    expect(pauses.restMs()).toBe(7_000);
    pass(7_000);
    expect(pauses.restMs()).toBe(0);
    pauses.learn(refused(429, null, withRate(20, 0, 0)), null);
    expect(pauses.restMs()).toBe(1_000);
  });

  it('lasts until the window ends where there is no Reset', () => {
    const { pauses } = startPauses();
    pauses.learn(refused(429, null), 42_000);
    expect(pauses.restMs()).toBe(42_000);
  });

  it('grows from five seconds to a minute where nothing is told, and begins anew after an answer', () => {
    const { pauses, pass } = startPauses();
    const lengths: number[] = [];
    for (let round = 0; round < 6; round += 1) {
      pauses.learn(refused(429, null), null);
      lengths.push(pauses.restMs());
      pass(pauses.restMs());
    }
    expect(lengths).toEqual([5_000, 10_000, 20_000, 40_000, 60_000, 60_000]);
    pauses.learn(answered(), null);
    pauses.learn(refused(429, null), null);
    expect(pauses.restMs()).toBe(5_000);
  });

  it('does not grow by requests that left before it began', () => {
    const { pauses } = startPauses();
    pauses.learn(refused(429, null), null);
    expect(pauses.learn(refused(429, null), null)).toBe(false);
    expect(pauses.restMs()).toBe(5_000);
  });

  it('is told to the other processes until they have it, and is taken over from them', () => {
    const { pauses } = startPauses();
    pauses.learn(refused(429, null, withRate(20, 0, 7_000)), null);
    expect(pauses.news().pauseMs).toBe(7_000);
    pauses.markTold(pauses.news());
    expect(pauses.news().pauseMs).toBeNull();
    pauses.adopt({ ...VIEW, pauseMs: 9_000 });
    expect(pauses.restMs()).toBe(9_000);
    expect(pauses.news().pauseMs).toBeNull();
  });

  it('that was lengthened while it was being told is told again', () => {
    const { pauses } = startPauses();
    pauses.learn(refused(429, null, withRate(20, 0, 7_000)), null);
    const told = pauses.news();
    pauses.learn(refused(429, null, withRate(20, 0, 20_000)), null);
    pauses.markTold(told);
    expect(pauses.news().pauseMs).toBe(20_000);
  });
});

describe('a daily cap', () => {
  it.each(['API2011', 'API2012'])('by %s rests background work for an hour, and makes no pause for calls', (code) => {
    const { pauses, alerts, pass } = startPauses();
    expect(pauses.learn(refused(429, code, withRate(20, 0, 7_000)), null)).toBe(true);
    expect(pauses.dailyCap()).toEqual({ code, restMs: HOUR_MS });
    expect(pauses.restMs()).toBe(0);
    expect(alerts).toEqual([code]);
    pass(HOUR_MS);
    expect(pauses.dailyCap()).toBeNull();
  });

  it('lasts as long as the shared row says, and is told to it once', () => {
    const { pauses } = startPauses();
    pauses.learn(refused(429, 'API2012'), null);
    const told = pauses.news();
    expect(told.dailyCapCode).toBe('API2012');
    pauses.markTold(told);
    pauses.adopt({ ...VIEW, backgroundPauseMs: 5 * HOUR_MS, dailyCapCode: 'API2012' });
    expect(pauses.dailyCap()).toEqual({ code: 'API2012', restMs: 5 * HOUR_MS });
    expect(pauses.news().dailyCapCode).toBeNull();
  });

  it('alerts once a day, however often it is met and with whatever code', () => {
    const { pauses, alerts, pass } = startPauses();
    for (let hour = 0; hour < 8; hour += 1) {
      pauses.learn(refused(429, hour % 2 === 0 ? 'API2011' : 'API2012'), null);
      pass(HOUR_MS);
    }
    expect(alerts).toEqual(['API2011']);
  });

  it('alerts again on the practice’s next day', () => {
    const { pauses, alerts, pass } = startPauses();
    pauses.learn(refused(429, 'API2011'), null);
    pauses.adopt({ ...VIEW, backgroundPauseMs: 2 * HOUR_MS, dailyCapCode: 'API2011' });
    pass(2 * HOUR_MS);
    pauses.learn(refused(429, 'API2011'), null);
    expect(alerts).toEqual(['API2011', 'API2011']);
  });

  it('that another process met is not alerted here', () => {
    const { pauses, alerts } = startPauses();
    pauses.adopt({ ...VIEW, backgroundPauseMs: HOUR_MS, dailyCapCode: 'API2012' });
    expect(pauses.learn(refused(429, 'API2012'), null)).toBe(false);
    expect(alerts).toEqual([]);
  });
});
