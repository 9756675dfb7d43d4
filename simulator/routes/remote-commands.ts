import { parseBody, refuseMissing, refuseMissingQuery } from '../http/body';
import { statement } from '../http/errors';
import { SIKKA_LINKS } from '../http/links';
import { list, type Reply, type Row, type Route, type SikkaRequest } from '../http/reply';
import { COMMAND_NAMES, outcomeOf, type CommandName } from '../remote/commands';
import { localStampAt } from '../time';
import type { World } from '../world';
import { spcIdOf } from './health-check';

type Fields = Readonly<Record<string, string>>;

const LONGEST = { Minutes: [15, 60], Hours: [1, 24] } as const;

/** The new value of a setting; '' for a plain refresh, null for one that is out of bounds. */
function valueOf(name: CommandName, fields: Fields): string | null {
  switch (name) {
    case 'refresh_data':
      return '';
    case 'change_setting_schedule_interval': {
      const type = fields['interval_type'];
      const length = Number(fields['interval_length'] ?? '');
      if (type !== 'Minutes' && type !== 'Hours') return null;
      const [least, most] = LONGEST[type];
      return Number.isInteger(length) && length >= least && length <= most ? `${length} ${type}` : null;
    }
    case 'change_setting_schedule_time': {
      const time = fields['new_value'] ?? '';
      return /^(0[1-9]|1[0-2]):[0-5]\d (AM|PM)$/i.test(time) ? time : null;
    }
  }
}

/** 202 API1029 means taken, not done: the utility gets to it minutes later. */
function postCommand(world: World, request: SikkaRequest): Reply {
  const body = parseBody(request);
  if (!body.ok) return body.reply;
  const { fields } = body;
  const missing = refuseMissing(fields, ['office_id', 'spc_id', 'command_name']);
  if (missing !== null) return missing;
  const office = world.findOffice(fields['office_id'] ?? '');
  if (office === undefined || fields['spc_id'] !== spcIdOf(world, office)) {
    return statement('API1026', 'office_id or spc_id is wrong');
  }
  const name = COMMAND_NAMES.find((one) => one === fields['command_name']);
  if (name === undefined) return statement('API1026', 'command_name is invalid');
  const value = valueOf(name, fields);
  if (value === null) return statement('API1026', 'The new value is invalid');
  const { officeId } = office.office;
  const command = world.remote.accept({
    officeId,
    spcId: spcIdOf(world, office),
    name,
    value,
    receivedAtMs: world.now().getTime(),
  });
  return statement('API1029', `Id:${command.id}`, `${SIKKA_LINKS}/remote_command_status?id=${command.id}`);
}

function statusRow(world: World, id: string): Row[] {
  const command = world.remote.find(id);
  const office = world.findOffice(command?.officeId ?? '');
  if (command === undefined || office === undefined) return [];
  const outcome = outcomeOf(command, office.settings(), world.now().getTime(), office.isSpuOnline());
  const stamp = (ms: number | null): string => (ms === null ? '' : localStampAt(new Date(ms), office.zone().iana));
  return [
    {
      id: command.id,
      status: outcome.status,
      spc_id: command.spcId,
      command_received_time: stamp(command.receivedAtMs),
      command_executed_time: stamp(outcome.executedAtMs),
    },
  ];
}

/** Commands to the practice's utility. */
export const remoteCommandRoutes = (world: World): Route[] => [
  {
    method: 'post',
    path: '/remote_command',
    credentials: 'app-pair',
    handle: (request) => postCommand(world, request),
  },
  {
    method: 'get',
    path: '/remote_command_status',
    credentials: 'app-pair',
    handle: ({ query }) => {
      const missing = refuseMissingQuery(query, ['id']);
      if (missing !== null) return missing;
      const rows = statusRow(world, query.get('id') ?? '');
      return list(rows, Object.keys(rows[0] ?? {}));
    },
  },
];
