import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, Unique, type Relation } from 'typeorm';
import type { BookingState } from '../../domain/booking/states';
import type { ChangeKind } from '../../domain/changes/operation';
import { CallSessionEntity } from './call-session';
import { integrationJoin } from './integration-join';
import { PmsIntegrationEntity } from './pms-integration';

/**
 * A change of what the practice's software holds that is no new visit: cancel, new patient, another entry in a chart.
 * Its states are those of a booking. `held`: the request is stored, and nothing has left.
 */
@Entity({ name: 'pms_changes' })
@Unique('uq_pms_changes_code', ['callSessionId', 'code'])
@Index('uq_pms_changes_active_operation', ['accountId', 'operationKey'], {
  unique: true,
  where: `state IN ('held', 'sent', 'confirmed')`,
})
@Index('ix_pms_changes_open', ['createdAt'], { where: `state IN ('held', 'sent')` })
@Check('ck_pms_changes_kind', `kind IN ('cancel-appointment', 'create-patient', 'update-patient')`)
@Check('ck_pms_changes_state', `state IN ('held', 'sent', 'confirmed', 'failed', 'released')`)
@Check('ck_pms_changes_route', `route IN ('pms', 'staff')`)
@Check('ck_pms_changes_sent_has_writeback', `state NOT IN ('sent') OR writeback_id IS NOT NULL`)
export class PmsChangeEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'pk_pms_changes' })
  id!: string;

  @Column({ name: 'account_id', type: 'uuid' })
  accountId!: string;

  @Column({ name: 'integration_id', type: 'uuid' })
  integrationId!: string;

  @ManyToOne(() => PmsIntegrationEntity)
  @JoinColumn(integrationJoin('fk_pms_changes_integration'))
  integration?: Relation<PmsIntegrationEntity>;

  @Column({ name: 'call_session_id', type: 'uuid' })
  callSessionId!: string;

  @ManyToOne(() => CallSessionEntity)
  @JoinColumn({ name: 'call_session_id', foreignKeyConstraintName: 'fk_pms_changes_session' })
  callSession?: Relation<CallSessionEntity>;

  @Column({ type: 'text' })
  kind!: ChangeKind;

  /** Keyed hash of call, tool, and what is asked: the second idempotency key. */
  @Column({ name: 'operation_key', type: 'text' })
  operationKey!: string;

  @Column({ name: 'workflow_id', type: 'text' })
  workflowId!: string;

  /** The code (`A1`) that the model uses for this request. */
  @Column({ type: 'text' })
  code!: string;

  @Column({ type: 'text' })
  state!: BookingState;

  /** `staff`: the practice's people will do it; nothing is sent. */
  @Column({ type: 'text' })
  route!: 'pms' | 'staff';

  /** Of a patient who is not in the PMS yet: of the request. */
  @Column({ name: 'patient_index', type: 'text' })
  patientIndex!: string;

  /** Encrypted: what is asked, in the shape of its kind (see `domain/changes/request`). */
  @Column({ type: 'bytea' })
  request!: Buffer;

  /** The booking of ours that is cancelled, where it is one. */
  @Column({ name: 'booking_id', type: 'uuid', nullable: true })
  bookingId!: string | null;

  /** By its name: a booking may wait for a change as well, and the two files must not import each other. */
  @ManyToOne('BookingEntity')
  @JoinColumn({ name: 'booking_id', foreignKeyConstraintName: 'fk_pms_changes_booking' })
  booking?: unknown;

  @Column({ name: 'writeback_id', type: 'text', nullable: true })
  writebackId!: string | null;

  /** Encrypted: the id that the PMS gave to what was made. */
  @Column({ type: 'bytea', nullable: true })
  created!: Buffer | null;

  @Column({ name: 'reason_code', type: 'text', nullable: true })
  reasonCode!: string | null;

  @Column({ name: 'text_consent', type: 'boolean', default: false })
  textConsent!: boolean;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  @Column({ name: 'updated_at', type: 'timestamptz', default: () => 'now()' })
  updatedAt!: Date;
}
