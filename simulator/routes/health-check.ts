import { DateTime } from 'luxon';
import { whereEqual } from '../http/query';
import { list, truth, type Row, type Route } from '../http/reply';
import { lastValue, outcomeOf, type CommandName } from '../remote/commands';
import type { OfficeWorld } from '../state/office-world';
import type { World } from '../world';
import { lastInsertMs } from './sync-state';

const FIRST_SPC_ID = 55_001;
const FILTERS = ['office_id', 'practice_id', 'spc_id', 'domain', 'is_inactive', 'spc_error_flag'];

/** The number of the office's installation of Sikka's utility. */
export const spcIdOf = (world: World, office: OfficeWorld): string =>
  String(FIRST_SPC_ID + world.offices.findIndex((one) => one.office.officeId === office.office.officeId));

/** This call alone writes its times so: `3/4/2031 2:20:00 AM`. */
const stampAt = (ms: number, zone: string): string =>
  DateTime.fromMillis(ms, { zone, locale: 'en-US' }).toFormat('M/d/yyyy h:mm:ss a');

function healthRows(world: World, office: OfficeWorld): Row[] {
  const isOnline = office.isSpuOnline();
  const nowMs = world.now().getTime();
  const commands = world.remote.of(office.office.officeId);
  const setTo = (name: CommandName): string | null =>
    lastValue(commands, name, (command) => outcomeOf(command, office.settings(), nowMs, isOnline).status);
  const refreshed = stampAt(lastInsertMs(office, world.store), office.zone().iana);
  return office.office.practices.map((practice) => ({
    spc_id: spcIdOf(world, office),
    office_id: office.office.officeId,
    practice_id: practice.practiceId,
    domain: 'Dental',
    refresh_time: refreshed,
    spc_version: '5.0',
    spc_schedule_time: setTo('change_setting_schedule_time') ?? '02:00 AM',
    spc_schedule_type: 'Daily',
    spc_schedule_interval: setTo('change_setting_schedule_interval') ?? '20 Minutes',
    timezone: office.zone().windows,
    spc_error_flag: truth(!isOnline),
    spc_error_description: isOnline ? '' : 'The utility is offline',
    etl_error_flag: truth(false),
    etl_error_description: '',
    web_upload_error_flag: truth(false),
    web_upload_error_description: '',
    is_inactive: truth(false),
    machine_name: 'SAMPLE-FRONTDESK',
  }));
}

/** How the practices' utilities fare. */
export const healthCheckRoutes = (world: World): Route[] => [
  {
    method: 'get',
    path: '/health_check',
    credentials: 'app-pair',
    handle: ({ query }) => {
      const rows = world.offices.flatMap((office) => healthRows(world, office));
      return list(whereEqual(rows, query, FILTERS), Object.keys(rows[0] ?? {}));
    },
  },
];
