import { Column, Entity, Index, JoinColumn, ManyToOne, PrimaryGeneratedColumn, type Relation } from 'typeorm';
import type { BookingState } from '../../domain/booking/states';
import { BookingEntity } from './booking';

/** One change of a booking's state, in order: the booking's history. */
@Entity({ name: 'booking_transitions' })
@Index('ix_booking_transitions_booking', ['bookingId'])
export class BookingTransitionEntity {
  @PrimaryGeneratedColumn('identity', {
    type: 'bigint',
    generatedIdentity: 'ALWAYS',
    primaryKeyConstraintName: 'pk_booking_transitions',
  })
  id!: string;

  @Column({ name: 'account_id', type: 'uuid' })
  accountId!: string;

  @Column({ name: 'booking_id', type: 'uuid' })
  bookingId!: string;

  @ManyToOne(() => BookingEntity)
  @JoinColumn({ name: 'booking_id', foreignKeyConstraintName: 'fk_booking_transitions_booking' })
  booking?: Relation<BookingEntity>;

  @Column({ name: 'from_state', type: 'text', nullable: true })
  fromState!: BookingState | null;

  @Column({ name: 'to_state', type: 'text' })
  toState!: BookingState;

  @Column({ name: 'reason_code', type: 'text', nullable: true })
  reasonCode!: string | null;

  @Column({ type: 'timestamptz', default: () => 'now()' })
  at!: Date;
}
