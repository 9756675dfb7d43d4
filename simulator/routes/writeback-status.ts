import { refuseMissingQuery } from '../http/body';
import { list, truth, type OfficeRequest, type OfficeRoute, type Reply, type Row } from '../http/reply';
import type { OfficeWorld } from '../state/office-world';
import type { Writeback, WriteKind } from '../state/store';
import { localStampAt } from '../time';
import type { World } from '../world';
import { echoOf } from './writeback-echo';

const APIS: Readonly<Record<WriteKind, string>> = {
  'new-appointment': 'appointments',
  reschedule: 'appointments',
  status: 'appointments',
  'new-patient': 'patients',
  'edit-patient': 'patients',
  'medical-note': 'medical_notes',
};

/** Where the new id stands is the knob `write.resultFields`. */
function idFields(at: OfficeWorld, { kind, createdId }: Writeback): Row {
  const where = at.settings()['write.resultFields'];
  const inColumn = where === 'appointment_sr_no' || where === 'both' ? createdId : '';
  return {
    appointment_sr_no: kind === 'new-appointment' ? inColumn : '',
    patient_id: kind === 'new-patient' ? inColumn : '',
    created_id: where === 'created_id' || where === 'both' ? createdId : '',
  };
}

/** Times with a space and no zone. */
function statusRow(at: OfficeWorld, write: Writeback): Row {
  const stamp = (ms: number): string => localStampAt(new Date(ms), at.zone().iana, ' ');
  return {
    id: write.id,
    office_id: write.officeId,
    practice_id: write.practiceId,
    method: write.method,
    api: APIS[write.kind],
    payload_body: echoOf(write),
    request_time: stamp(write.requestedAtMs),
    is_completed: truth(write.state !== 'pending'),
    has_error: truth(write.state === 'failed'),
    completed_time: write.completedAtMs === null ? '' : stamp(write.completedAtMs),
    result: write.result,
    status: { pending: 'Pending', done: 'Success', failed: 'Failed', removed: '' }[write.state],
    ...idFields(at, write),
  };
}

/** A write of another office is one that does not exist. */
function statusOf(world: World, { query, at }: OfficeRequest): Reply {
  const missing = refuseMissingQuery(query, ['id']);
  if (missing !== null) return missing;
  const write = world.findWriteback(query.get('id') ?? '');
  const rows = write === undefined || write.officeId !== at.office.officeId ? [] : [statusRow(at, write)];
  return list(rows, Object.keys(rows[0] ?? {}), { defaultLimit: 500, isSampledAsArray: true });
}

export const writebackStatusRoutes = (world: World): OfficeRoute[] => [
  {
    method: 'get',
    path: '/writeback_status',
    credentials: 'request-key',
    handle: (request) => statusOf(world, request),
  },
];
