import { AuditAction } from '../audit/vocabulary';
import type { AuditedAct } from '../audit/scope';
import { PmsWrite } from '../domain/pms-capabilities';
import type { PmsExchange } from '../domain/pms';
import type { BookingEntity } from '../persistence/entities/booking';

type Kind = Pick<BookingEntity, 'writeKind'>;

const VISIT_FIELDS = ['patient_id', 'date', 'time', 'provider_id', 'operatory', 'description'];
const MOVE_FIELDS = ['appointment_sr_no', 'date', 'time', 'provider_id', 'operatory'];

const CREATE: AuditedAct = { action: AuditAction.appointmentCreate, phiFields: VISIT_FIELDS };
const MOVE: AuditedAct = { action: AuditAction.appointmentUpdate, phiFields: MOVE_FIELDS };

/** The write that a booking is at the PMS: a new visit, or another time for one that is there. */
export const writeOf = ({ writeKind }: Kind): PmsWrite =>
  writeKind === 'move' ? PmsWrite.rescheduleAppointment : PmsWrite.bookAppointment;

/** How that write stands in the audit record. */
export const actOf = ({ writeKind }: Kind): AuditedAct => (writeKind === 'move' ? MOVE : CREATE);

export const requestOf = ({ writeKind }: Kind): Pick<PmsExchange, 'endpoint' | 'method'> =>
  writeKind === 'move'
    ? { endpoint: '/appointments/{appointment_sr_no}', method: 'PUT' }
    : { endpoint: '/appointment', method: 'POST' };
