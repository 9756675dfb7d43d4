import { Authority } from './authority';
import type { AssuranceLevel } from './identity/assurance';

export interface ToolRule {
  readonly isWrite: boolean;
  /** The lowest level at which the tool does anything for a caller. */
  readonly minimumLevel: AssuranceLevel;
  /** What the practice must allow, and what a new integration allows. */
  readonly authority: Authority;
  /** Vapi is answered within this time, whatever happens. */
  readonly deadlineMs: number;
}

const READ_DEADLINE_MS = 4_500;
const WRITE_DEADLINE_MS = 8_000;

/** The tools by the names that Vapi calls, with the rules that hold before any handler runs. */
export const TOOLS = {
  'search-patients': {
    isWrite: false,
    minimumLevel: 'L0',
    authority: Authority.read,
    deadlineMs: READ_DEADLINE_MS,
  },
  'check-availability': {
    isWrite: false,
    minimumLevel: 'L0',
    authority: Authority.read,
    deadlineMs: READ_DEADLINE_MS,
  },
  'book-appointment': {
    isWrite: true,
    minimumLevel: 'L2',
    authority: Authority.write,
    deadlineMs: WRITE_DEADLINE_MS,
  },
  'reschedule-appointment': {
    isWrite: true,
    minimumLevel: 'L2',
    authority: Authority.write,
    deadlineMs: WRITE_DEADLINE_MS,
  },
  'cancel-appointment': {
    isWrite: true,
    minimumLevel: 'L2',
    authority: Authority.write,
    deadlineMs: WRITE_DEADLINE_MS,
  },
  'get-patient-info': {
    isWrite: false,
    minimumLevel: 'L2',
    authority: Authority.read,
    deadlineMs: READ_DEADLINE_MS,
  },
  'create-patient': {
    isWrite: true,
    minimumLevel: 'L0',
    authority: Authority.write,
    deadlineMs: WRITE_DEADLINE_MS,
  },
  'update-patient': {
    isWrite: true,
    minimumLevel: 'L2',
    authority: Authority.write,
    deadlineMs: WRITE_DEADLINE_MS,
  },
  'transfer-to-human': {
    isWrite: true,
    minimumLevel: 'L0',
    authority: Authority.write,
    deadlineMs: WRITE_DEADLINE_MS,
  },
} as const satisfies Record<string, ToolRule>;

export type ToolName = keyof typeof TOOLS;

export const isToolName = (name: string): name is ToolName => Object.hasOwn(TOOLS, name);
