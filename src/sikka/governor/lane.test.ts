import { createLane, type LaneEntry } from './lane';
import type { CallPriority } from './port';

const NEVER = new AbortController().signal;

function startLane({ slots = 2, backgroundSlots = 1, maxWaiting = 3 } = {}) {
  const lane = createLane({ slots, backgroundSlots: () => backgroundSlots, maxWaiting });
  const entries: string[] = [];
  const enter = async (priority: CallPriority, name: string, signal = NEVER): Promise<LaneEntry> => {
    const entry = await lane.enter(priority, signal);
    entries.push(`${name} ${entry}`);
    return entry;
  };
  return { lane, entries, enter };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('a lane', () => {
  it('lets a call go ahead of background work that came first', async () => {
    const { lane, entries, enter } = startLane({ slots: 1 });
    await enter('in-call', 'first');
    void enter('background', 'poll');
    void enter('in-call', 'second');
    lane.leave('in-call');
    await settled();
    expect(entries).toEqual(['first entered', 'second entered']);
    lane.leave('in-call');
    await settled();
    expect(entries).toEqual(['first entered', 'second entered', 'poll entered']);
  });

  it('keeps the slots that background work may not have for calls', async () => {
    const { lane, entries, enter } = startLane();
    await enter('background', 'poll');
    void enter('background', 'refresh');
    await enter('in-call', 'call');
    expect(entries).toEqual(['poll entered', 'call entered']);
    lane.leave('in-call');
    await settled();
    expect(lane.underWay('background')).toBe(1);
    lane.leave('background');
    await settled();
    expect(entries).toEqual(['poll entered', 'call entered', 'refresh entered']);
  });

  it('does not let background work pass a call that waits', async () => {
    const { lane, enter } = startLane({ slots: 1 });
    await enter('in-call', 'first');
    void enter('in-call', 'second');
    lane.leave('in-call');
    expect(lane.tryEnter('background')).toBe(false);
  });

  it('never has more under way than slots', async () => {
    const { lane, entries, enter } = startLane({ slots: 2, maxWaiting: 10 });
    for (const name of ['a', 'b', 'c', 'd']) void enter('in-call', name);
    await settled();
    expect(entries).toEqual(['a entered', 'b entered']);
    lane.leave('in-call');
    await settled();
    expect(entries).toEqual(['a entered', 'b entered', 'c entered']);
    expect(lane.underWay('in-call')).toBe(2);
  });

  it('lets go of who gives up, and gives the slot to the next', async () => {
    const { lane, entries, enter } = startLane({ slots: 1 });
    const hangUp = new AbortController();
    await enter('in-call', 'first');
    void enter('in-call', 'impatient', hangUp.signal);
    void enter('in-call', 'patient');
    hangUp.abort();
    await settled();
    expect(entries).toEqual(['first entered', 'impatient left']);
    lane.leave('in-call');
    await settled();
    expect(entries).toEqual(['first entered', 'impatient left', 'patient entered']);
    expect(await enter('in-call', 'late', hangUp.signal)).toBe('left');
  });

  it('turns away who finds too many waiting', async () => {
    const { entries, enter } = startLane({ slots: 1, maxWaiting: 1 });
    await enter('in-call', 'first');
    void enter('in-call', 'second');
    await enter('in-call', 'third');
    expect(entries).toEqual(['first entered', 'third full']);
  });

  it('sends everybody away at once when told to', async () => {
    const { lane, entries, enter } = startLane({ slots: 1 });
    await enter('in-call', 'first');
    void enter('in-call', 'call');
    void enter('background', 'poll');
    lane.clear();
    await settled();
    expect(entries).toEqual(['first entered', 'call left', 'poll left']);
    expect(lane.underWay('in-call')).toBe(1);
  });
});
