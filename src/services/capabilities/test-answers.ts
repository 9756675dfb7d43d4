import { listOf, type ScriptedAnswer } from '../../sikka/test-rig';

/** For tests only: what a scripted Sikka answers by path for practice `1-1` of office `Z00001`, an Open Dental. */

const provider = {
  practice_id: '1-1',
  provider_type: 'Provider',
  status: 'Active',
  is_hidden: 'False',
  firstname: 'Sample',
};

export const REFERENCE_ANSWERS: Readonly<Record<string, ScriptedAnswer>> = {
  '/supported_pmses': listOf({
    practice_management_system: 'Open Dental',
    practice_management_system_version: '',
    new_appointment_writeback: 'available',
    appointment_status_writeback: 'available',
    new_patient_writeback: 'available',
    note_writeback: '',
  }),
  '/appointment_statuses': listOf(
    { status: 'Scheduled', practice_id: '1-1' },
    { status: 'Broken', practice_id: '1-1' },
    { status: 'Cancelled', practice_id: '1-1' },
  ),
  '/practice_variables': listOf(
    { service_name: 'Appointment Status', value: 'open.unconfirm', practice_id: '1-1' },
    { service_name: 'Appointment Status', value: 'Cancelled', practice_id: '1-1' },
  ),
  '/providers': listOf(
    { ...provider, provider_id: 'PRV1', lastname: 'Dentist' },
    { ...provider, provider_id: 'PRV2', lastname: 'Hidden', is_hidden: 'True' },
    { ...provider, provider_id: 'PRV3', lastname: 'Former', status: 'Inactive' },
  ),
  '/operatories': listOf({ operatory: 'OP1', abbreviation: 'Op 1', cust_id: '1', is_hidden: 'F' }),
  '/writeback_details': listOf({ category: 'appttype', item: '12', description: 'Cleaning', practice_id: '1-1' }),
  '/data_sync_status': listOf({
    office_id: 'Z00001',
    practice_id: '1-1',
    status: 'refresh',
    data_insert_date: '2031-03-04T06:40:00',
    practice_management_system_refresh_date_time_zone: 'Eastern Standard Time',
  }),
  '/health_check': listOf({
    spc_id: '55001',
    refresh_time: '3/4/2031 6:30:00 AM',
    timezone: 'Eastern Standard Time',
    spc_schedule_type: 'Daily',
    spc_schedule_interval: '20 Minutes',
    spc_error_flag: 'False',
    is_inactive: 'False',
  }),
};
