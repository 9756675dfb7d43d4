import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, Unique, type Relation } from 'typeorm';
import type { WriteKind } from '../../domain/changes/operation';
import { BookingEntity } from './booking';
import { PmsChangeEntity } from './pms-change';

/**
 * The intention to send one write, claimed by compare-and-set immediately before the request leaves. Whoever finds it
 * claimed does not send: it looks.
 */
@Entity({ name: 'write_intents' })
@Unique('uq_write_intents_booking', ['bookingId', 'kind'])
@Unique('uq_write_intents_change', ['changeId'])
@Check('ck_write_intents_subject', `num_nonnulls(booking_id, change_id) = 1`)
@Check('ck_write_intents_state', `state IN ('ready', 'claimed', 'accepted', 'rejected', 'unknown')`)
export class WriteIntentEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'pk_write_intents' })
  id!: string;

  @Column({ name: 'account_id', type: 'uuid' })
  accountId!: string;

  @Column({ name: 'booking_id', type: 'uuid', nullable: true })
  bookingId!: string | null;

  @ManyToOne(() => BookingEntity)
  @JoinColumn({ name: 'booking_id', foreignKeyConstraintName: 'fk_write_intents_booking' })
  booking?: Relation<BookingEntity> | null;

  @Column({ name: 'change_id', type: 'uuid', nullable: true })
  changeId!: string | null;

  @ManyToOne(() => PmsChangeEntity)
  @JoinColumn({ name: 'change_id', foreignKeyConstraintName: 'fk_write_intents_change' })
  change?: Relation<PmsChangeEntity> | null;

  @Column({ type: 'text' })
  kind!: WriteKind;

  @Column({ type: 'text' })
  state!: 'ready' | 'claimed' | 'accepted' | 'rejected' | 'unknown';

  @Column({ type: 'integer', default: 0 })
  attempt!: number;

  @Column({ name: 'claimed_at', type: 'timestamptz', nullable: true })
  claimedAt!: Date | null;

  @Column({ name: 'settled_at', type: 'timestamptz', nullable: true })
  settledAt!: Date | null;
}
