import {
  Check,
  Column,
  Entity,
  Exclusion,
  Index,
  JoinColumn,
  ManyToOne,
  PrimaryColumn,
  Unique,
  type Relation,
} from 'typeorm';
import type { BookingState } from '../../domain/booking/states';
import { AppointmentTypeEntity } from './appointment-type';
import { CallSessionEntity } from './call-session';
import { OfferEntity } from './offer';
import { integrationJoin } from './integration-join';
import { PmsChangeEntity } from './pms-change';
import { PmsIntegrationEntity } from './pms-integration';

const ACTIVE = `state IN ('held', 'sent', 'confirmed')`;
const overlapping = (column: string): string =>
  `USING gist ( integration_id WITH =, ${column} WITH =, tstzrange(starts_at, ends_at) WITH &&, slot_owner WITH <> ) WHERE (${ACTIVE})`;

/** A visit on its way into the PMS: held (ours), sent (taken by Sikka), confirmed (done), failed or released. */
@Entity({ name: 'bookings' })
@Unique('uq_bookings_code', ['callSessionId', 'code'])
@Unique('uq_bookings_reference_code', ['referenceCode'])
@Index('uq_bookings_active_operation', ['accountId', 'operationKey'], { unique: true, where: ACTIVE })
@Check('ck_bookings_state', `state IN ('held', 'sent', 'confirmed', 'failed', 'released')`)
@Check('ck_bookings_route', `route IN ('pms', 'staff')`)
@Check('ck_bookings_tool', `tool IN ('book-appointment', 'reschedule-appointment')`)
@Check('ck_bookings_write_kind', `write_kind IN ('new', 'move')`)
@Index('ix_bookings_lapsing', ['holdExpiresAt'], { where: `state = 'held' AND hold_expires_at IS NOT NULL` })
@Index('ix_bookings_session', ['callSessionId'])
@Index('ix_bookings_integration_time', ['integrationId', 'startsAt'])
@Check('ck_bookings_time', `ends_at > starts_at`)
@Check('ck_bookings_sent_has_writeback', `state NOT IN ('sent') OR writeback_id IS NOT NULL`)
@Exclusion('ex_bookings_operatory', overlapping('operatory'))
@Exclusion('ex_bookings_provider', overlapping('provider_id'))
export class BookingEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'pk_bookings' })
  id!: string;

  @Column({ name: 'account_id', type: 'uuid' })
  accountId!: string;

  @Column({ name: 'integration_id', type: 'uuid' })
  integrationId!: string;

  @ManyToOne(() => PmsIntegrationEntity)
  @JoinColumn(integrationJoin('fk_bookings_integration'))
  integration?: Relation<PmsIntegrationEntity>;

  @Column({ name: 'call_session_id', type: 'uuid' })
  callSessionId!: string;

  @ManyToOne(() => CallSessionEntity)
  @JoinColumn({ name: 'call_session_id', foreignKeyConstraintName: 'fk_bookings_session' })
  callSession?: Relation<CallSessionEntity>;

  @Column({ name: 'offer_id', type: 'uuid' })
  offerId!: string;

  @ManyToOne(() => OfferEntity)
  @JoinColumn({ name: 'offer_id', foreignKeyConstraintName: 'fk_bookings_offer' })
  offer?: Relation<OfferEntity>;

  @Column({ name: 'appointment_type_id', type: 'uuid' })
  appointmentTypeId!: string;

  @ManyToOne(() => AppointmentTypeEntity)
  @JoinColumn({ name: 'appointment_type_id', foreignKeyConstraintName: 'fk_bookings_type' })
  appointmentType?: Relation<AppointmentTypeEntity>;

  /** Keyed hash of call, tool, patient and slot: the second idempotency key. */
  @Column({ name: 'operation_key', type: 'text' })
  operationKey!: string;

  @Column({ name: 'workflow_id', type: 'text' })
  workflowId!: string;

  /** The code (`A1`) that the model uses for this visit. */
  @Column({ type: 'text' })
  code!: string;

  @Column({ type: 'text' })
  state!: BookingState;

  /** `staff`: the practice's people will do it (authority hold, shadow mode); nothing is sent. */
  @Column({ type: 'text' })
  route!: 'pms' | 'staff';

  @Column({ name: 'patient_index', type: 'text' })
  patientIndex!: string;

  @Column({ type: 'bytea' })
  patient!: Buffer;

  @Column({ name: 'provider_id', type: 'text' })
  providerId!: string;

  @Column({ type: 'text' })
  operatory!: string;

  @Column({ name: 'starts_at', type: 'timestamptz' })
  startsAt!: Date;

  @Column({ name: 'ends_at', type: 'timestamptz' })
  endsAt!: Date;

  @Column({ name: 'local_date', type: 'text' })
  localDate!: string;

  @Column({ name: 'local_time', type: 'text' })
  localTime!: string;

  /** Opaque code in the visit's description at the PMS, which makes a look-up exact. */
  @Column({ name: 'reference_code', type: 'text' })
  referenceCode!: string;

  /** Null once a request may have left: a hold whose outcome is unknown never lapses by itself. */
  @Column({ name: 'hold_expires_at', type: 'timestamptz', nullable: true })
  holdExpiresAt!: Date | null;

  @Column({ name: 'writeback_id', type: 'text', nullable: true })
  writebackId!: string | null;

  @Column({ name: 'appointment_sr_no', type: 'text', nullable: true })
  appointmentSrNo!: string | null;

  @Column({ name: 'reason_code', type: 'text', nullable: true })
  reasonCode!: string | null;

  @Column({ type: 'text', default: 'book-appointment' })
  tool!: 'book-appointment' | 'reschedule-appointment';

  /** `move`: an existing visit is given another time (PUT) rather than a new one made (POST). */
  @Column({ name: 'write_kind', type: 'text', default: 'new' })
  writeKind!: 'new' | 'move';

  /** Bookings of one owner may overlap: a visit that moves may take part of its own old time. */
  @Column({ name: 'slot_owner', type: 'uuid' })
  slotOwner!: string;

  /** Encrypted: the visit that this one replaces, as the PMS has it. Null for a visit that replaces none. */
  @Column({ name: 'old_visit', type: 'bytea', nullable: true })
  oldVisit!: Buffer | null;

  @Column({ name: 'replaces_booking_id', type: 'uuid', nullable: true })
  replacesBookingId!: string | null;

  @ManyToOne(() => BookingEntity)
  @JoinColumn({ name: 'replaces_booking_id', foreignKeyConstraintName: 'fk_bookings_replaces' })
  replacesBooking?: Relation<BookingEntity> | null;

  /** The new patient who must be in the PMS before this visit can be sent. */
  @Column({ name: 'awaits_change_id', type: 'uuid', nullable: true })
  awaitsChangeId!: string | null;

  @ManyToOne(() => PmsChangeEntity)
  @JoinColumn({ name: 'awaits_change_id', foreignKeyConstraintName: 'fk_bookings_awaits' })
  awaitsChange?: Relation<PmsChangeEntity> | null;

  /** The caller has agreed to a text message about it. */
  @Column({ name: 'text_consent', type: 'boolean', default: false })
  textConsent!: boolean;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  @Column({ name: 'updated_at', type: 'timestamptz', default: () => 'now()' })
  updatedAt!: Date;
}
