import { TOOLS, type ToolName } from '../../../domain/tools';
import type { EarlierCalls } from '../../../persistence/tool-calls';

/**
 * How often a model may call before it is taken to run in circles. People ask for the same thing two or three times, and a
 * tool that failed asks to be tried once more. A write is asked after while it is worked on, up to eight seconds each time.
 */
const EQUAL_CALLS = { read: 6, write: 10 } as const;
/** A picky caller looks at many days: twenty of them is a long call. */
const CALLS_OF_ONE_TOOL = 20;
/** A family has few new patients; whoever enters more is looking for who is on file. */
const NEW_PATIENTS = 6;
const CALLS_IN_ALL = 60;

export type Loop = 'equal-calls' | 'calls-of-tool' | 'calls-in-all';

/**
 * What kind of circle a tool call is part of; null: none. A person is always to be had, so asking for one is never a circle.
 * @param earlier calls of the same phone call, those that were refused included, without repeats of an id
 */
export function findLoop(tool: ToolName, earlier: EarlierCalls): Loop | null {
  if (tool === 'transfer-to-human') return null;
  if (earlier.equal >= EQUAL_CALLS[TOOLS[tool].isWrite ? 'write' : 'read']) return 'equal-calls';
  if (earlier.ofTool >= (tool === 'create-patient' ? NEW_PATIENTS : CALLS_OF_ONE_TOOL)) return 'calls-of-tool';
  return earlier.inAll >= CALLS_IN_ALL ? 'calls-in-all' : null;
}
