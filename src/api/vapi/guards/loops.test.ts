import fc from 'fast-check';
import { TOOLS, type ToolName } from '../../../domain/tools';
import { findLoop } from './loops';

const NAMES = Object.keys(TOOLS) as ToolName[];
const earlier = (equal: number, ofTool = equal, inAll = ofTool) => ({ equal, ofTool, inAll });

it.each([
  ['search-patients', 6],
  ['check-availability', 6],
  ['get-patient-info', 6],
  ['book-appointment', 10],
  ['reschedule-appointment', 10],
  ['cancel-appointment', 10],
  ['update-patient', 10],
] as const)('%s is answered %d times for the same arguments, and not once more', (tool, times) => {
  expect(findLoop(tool, earlier(times - 1))).toBeNull();
  expect(findLoop(tool, earlier(times))).toBe('equal-calls');
});

it('lets one tool be called twenty times in a call, whatever is asked', () => {
  expect(findLoop('check-availability', earlier(0, 19))).toBeNull();
  expect(findLoop('check-availability', earlier(0, 20))).toBe('calls-of-tool');
});

it('lets six new patients be entered in a call', () => {
  expect(findLoop('create-patient', earlier(1, 5))).toBeNull();
  expect(findLoop('create-patient', earlier(1, 6))).toBe('calls-of-tool');
});

it('lets sixty tool calls be made in a call', () => {
  expect(findLoop('book-appointment', earlier(0, 0, 59))).toBeNull();
  expect(findLoop('book-appointment', earlier(0, 0, 60))).toBe('calls-in-all');
});

const counts = fc.record({ equal: fc.nat(200), ofTool: fc.nat(200), inAll: fc.nat(200) });

it('never keeps a caller from a person', () => {
  fc.assert(
    fc.property(counts, (many) => {
      expect(findLoop('transfer-to-human', many)).toBeNull();
    }),
  );
});

it('once it says stop it does not go back on it, however often the model calls', () => {
  fc.assert(
    fc.property(fc.constantFrom(...NAMES), counts, fc.nat(50), (tool, many, more) => {
      fc.pre(findLoop(tool, many) !== null);
      const later = { equal: many.equal + more, ofTool: many.ofTool + more, inAll: many.inAll + more };
      expect(findLoop(tool, later)).not.toBeNull();
    }),
  );
});
