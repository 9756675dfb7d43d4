import { Check, Column, Entity, Index, JoinColumn, ManyToOne, PrimaryColumn, Unique, type Relation } from 'typeorm';
import { BookingEntity } from './booking';
import { integrationJoin } from './integration-join';
import { PmsChangeEntity } from './pms-change';
import { PmsIntegrationEntity } from './pms-integration';

/** Something that only the practice's people can settle, with its reason and a time to look at it by. */
@Entity({ name: 'staff_tasks' })
@Unique('uq_staff_tasks_booking', ['bookingId', 'kind'])
@Unique('uq_staff_tasks_change', ['changeId', 'kind'])
@Index('ix_staff_tasks_open', ['dueAt'], { where: `status = 'open'` })
@Unique('uq_staff_tasks_operation', ['accountId', 'operationKey', 'kind'])
@Index('uq_staff_tasks_open_integration', ['integrationId', 'kind'], {
  unique: true,
  where: `booking_id IS NULL AND operation_key IS NULL AND change_id IS NULL AND status = 'open'`,
})
@Index('uq_staff_tasks_system', ['operationKey', 'kind'], { unique: true, where: 'account_id IS NULL' })
@Check('ck_staff_tasks_status', `status IN ('open', 'done')`)
export class StaffTaskEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'pk_staff_tasks' })
  id!: string;

  /** Null: about the system chain of the audit record. */
  @Column({ name: 'account_id', type: 'uuid', nullable: true })
  accountId!: string | null;

  /** Null: about the audit record of the whole account. */
  @Column({ name: 'integration_id', type: 'uuid', nullable: true })
  integrationId!: string | null;

  @ManyToOne(() => PmsIntegrationEntity)
  @JoinColumn(integrationJoin('fk_staff_tasks_integration'))
  integration?: Relation<PmsIntegrationEntity> | null;

  @Column({ name: 'booking_id', type: 'uuid', nullable: true })
  bookingId!: string | null;

  @ManyToOne(() => BookingEntity)
  @JoinColumn({ name: 'booking_id', foreignKeyConstraintName: 'fk_staff_tasks_booking' })
  booking?: Relation<BookingEntity> | null;

  @Column({ name: 'change_id', type: 'uuid', nullable: true })
  changeId!: string | null;

  @ManyToOne(() => PmsChangeEntity)
  @JoinColumn({ name: 'change_id', foreignKeyConstraintName: 'fk_staff_tasks_change' })
  change?: Relation<PmsChangeEntity> | null;

  /** The operation that the task is about, where it never became a booking. */
  @Column({ name: 'operation_key', type: 'text', nullable: true })
  operationKey!: string | null;

  @Column({ type: 'text' })
  kind!: string;

  @Column({ name: 'reason_code', type: 'text' })
  reasonCode!: string;

  /** Encrypted: what the PMS said, which may name a patient. */
  @Column({ type: 'bytea', nullable: true })
  details!: Buffer | null;

  @Column({ type: 'text', default: 'open' })
  status!: 'open' | 'done';

  @Column({ name: 'due_at', type: 'timestamptz' })
  dueAt!: Date;

  /** When the practice's people were told of it. */
  @Column({ name: 'notified_at', type: 'timestamptz', nullable: true })
  notifiedAt!: Date | null;

  @Column({ name: 'acknowledged_at', type: 'timestamptz', nullable: true })
  acknowledgedAt!: Date | null;

  /** Who has: an id of the identity provider. */
  @Column({ name: 'acknowledged_by', type: 'text', nullable: true })
  acknowledgedBy!: string | null;

  /** When the operator was told that nobody had acknowledged it by its due time. */
  @Column({ name: 'escalated_at', type: 'timestamptz', nullable: true })
  escalatedAt!: Date | null;

  @Column({ name: 'closed_at', type: 'timestamptz', nullable: true })
  closedAt!: Date | null;

  @Column({ name: 'closed_by', type: 'text', nullable: true })
  closedBy!: string | null;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;
}
