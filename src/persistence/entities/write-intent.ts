import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, Unique, type Relation } from 'typeorm';
import { BookingEntity } from './booking';

/**
 * The intention to send one write, claimed by compare-and-set immediately before the request leaves. Whoever finds it
 * claimed does not send: it looks.
 */
@Entity({ name: 'write_intents' })
@Unique('uq_write_intents_booking', ['bookingId', 'kind'])
@Check('ck_write_intents_state', `state IN ('ready', 'claimed', 'accepted', 'rejected', 'unknown')`)
export class WriteIntentEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'pk_write_intents' })
  id!: string;

  @Column({ name: 'account_id', type: 'uuid' })
  accountId!: string;

  @Column({ name: 'booking_id', type: 'uuid' })
  bookingId!: string;

  @ManyToOne(() => BookingEntity)
  @JoinColumn({ name: 'booking_id', foreignKeyConstraintName: 'fk_write_intents_booking' })
  booking?: Relation<BookingEntity>;

  @Column({ type: 'text' })
  kind!: 'book-appointment';

  @Column({ type: 'text' })
  state!: 'ready' | 'claimed' | 'accepted' | 'rejected' | 'unknown';

  @Column({ type: 'integer', default: 0 })
  attempt!: number;

  @Column({ name: 'claimed_at', type: 'timestamptz', nullable: true })
  claimedAt!: Date | null;

  @Column({ name: 'settled_at', type: 'timestamptz', nullable: true })
  settledAt!: Date | null;
}
