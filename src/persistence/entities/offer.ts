import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, Unique, type Relation } from 'typeorm';
import { AppointmentTypeEntity } from './appointment-type';
import { CallSessionEntity } from './call-session';

/** A slot read out in this call, under the code (`S1`) that the model uses for it. */
@Entity({ name: 'offers' })
@Unique('uq_offers_code', ['callSessionId', 'code'])
@Check('ck_offers_time', `ends_at > starts_at`)
export class OfferEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'pk_offers' })
  id!: string;

  @Column({ name: 'account_id', type: 'uuid' })
  accountId!: string;

  @Column({ name: 'call_session_id', type: 'uuid' })
  callSessionId!: string;

  @ManyToOne(() => CallSessionEntity)
  @JoinColumn({ name: 'call_session_id', foreignKeyConstraintName: 'fk_offers_session' })
  callSession?: Relation<CallSessionEntity>;

  @Column({ type: 'text' })
  code!: string;

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

  @Column({ name: 'appointment_type_id', type: 'uuid' })
  appointmentTypeId!: string;

  @ManyToOne(() => AppointmentTypeEntity)
  @JoinColumn({ name: 'appointment_type_id', foreignKeyConstraintName: 'fk_offers_type' })
  appointmentType?: Relation<AppointmentTypeEntity>;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;
}
