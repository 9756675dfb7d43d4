import { localStampAt, minutesBehindUtc } from '../time';
import type { Occurrence } from './events';

const DAY_MS = 24 * 3_600_000;
/** Sikka's word for "no date". */
const NONE = '1111-11-11';

/** What an event tells about its office. */
export interface EventOffice {
  readonly custId: string;
  readonly pms: string;
  readonly pmsVersion: string;
  readonly windowsZone: string;
  readonly ianaZone: string;
}

/** `practice_id` is a number in one of the vendor's samples; `1-2` becomes the number before the dash. */
const practiceIdAs = (practiceId: string, form: 'text' | 'number'): string | number =>
  form === 'text' ? practiceId : Number.parseInt(practiceId, 10);

/** The body of a delivery. `Data_Refresh` tells about the sync; the others only that something changed. */
export function payloadOf(
  { event, officeId, practiceId }: Occurrence,
  office: EventOffice,
  now: Date,
  practiceIdForm: 'text' | 'number',
): Readonly<Record<string, string | number>> {
  const stamp = (aheadMs: number): string => localStampAt(new Date(now.getTime() + aheadMs), office.ianaZone, ' ');
  const head = {
    event,
    office_id: officeId,
    practice_id: practiceIdAs(practiceId, practiceIdForm),
    customer_id: office.custId,
    prev_generated_time: stamp(-DAY_MS),
    next_data_synchronization_date: stamp(DAY_MS),
  };
  if (event !== 'Data_Refresh') return { ...head, generated_time: stamp(0) };
  return {
    ...head,
    spc_schedule_type: 'Daily',
    spc_schedule_time: '2:00 AM',
    spc_schedule_interval: '20 Minutes',
    data_synchronization_date: stamp(-480_000),
    practice_management_system_refresh_date: stamp(-600_000),
    web_upload_date: stamp(-120_000),
    data_insert_date: stamp(0),
    financial_system_refresh_date: NONE,
    practice_management_system: office.pms,
    practice_management_system_version: office.pmsVersion,
    practice_management_system_refresh_date_time_zone: office.windowsZone,
    utc_difference_in_minutes: String(minutesBehindUtc(now, office.ianaZone)),
    financial_system: '',
    financial_system_version: '',
  };
}
