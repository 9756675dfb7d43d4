import type { Knobs } from '../knobs/board';

/** What an app may ask of the practice's utility (SPU). */
export const COMMAND_NAMES = [
  'refresh_data',
  'change_setting_schedule_interval',
  'change_setting_schedule_time',
] as const;
export type CommandName = (typeof COMMAND_NAMES)[number];

export interface RemoteCommand {
  readonly id: string;
  readonly officeId: string;
  readonly spcId: string;
  readonly name: CommandName;
  /** The new value of the setting, as health_check shows it: `20 Minutes`, `02:00 AM`; '' for a refresh. */
  readonly value: string;
  readonly receivedAtMs: number;
}

/** A command as it stands; the word for one that waits is ours, no sample shows it. */
export interface CommandOutcome {
  readonly status: string;
  /** null while it waits. */
  readonly executedAtMs: number | null;
}

export interface RemoteCommands {
  accept(command: Omit<RemoteCommand, 'id'>): RemoteCommand;
  find(id: string): RemoteCommand | undefined;
  /** The commands of an office, oldest first. */
  of(officeId: string): readonly RemoteCommand[];
  reset(): void;
}

const FIRST_ID = 700_001;
const SUCCESS = 'Success';

/** Kept in memory only. */
export function createRemoteCommands(): RemoteCommands {
  let commands: RemoteCommand[] = [];
  return {
    accept(command) {
      const accepted = { ...command, id: String(FIRST_ID + commands.length) };
      commands.push(accepted);
      return accepted;
    },
    find: (id) => commands.find((command) => command.id === id),
    of: (officeId) => commands.filter((command) => command.officeId === officeId),
    reset() {
      commands = [];
    },
  };
}

/** Executed `remote.delayMs` after it came, unless the knob `remote.result` says never or the utility is away. */
export function outcomeOf(
  command: RemoteCommand,
  settings: Pick<Knobs, 'remote.result' | 'remote.delayMs'>,
  nowMs: number,
  isSpuOnline: boolean,
): CommandOutcome {
  const executedAtMs = command.receivedAtMs + settings['remote.delayMs'];
  const isWaiting = settings['remote.result'] === 'never' || !isSpuOnline || executedAtMs > nowMs;
  return isWaiting ? { status: 'Pending', executedAtMs: null } : { status: settings['remote.result'], executedAtMs };
}

/** What the last successful command of that name set; null when there is none. */
export function lastValue(
  commands: readonly RemoteCommand[],
  name: CommandName,
  statusOf: (command: RemoteCommand) => string,
): string | null {
  return commands.findLast((command) => command.name === name && statusOf(command) === SUCCESS)?.value ?? null;
}
