import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, Unique, type Relation } from 'typeorm';
import { CallSessionEntity } from './call-session';

/** A visit on file that was read out in this call, under the code (`A1`) that the model uses for it. */
@Entity({ name: 'call_visits' })
@Unique('uq_call_visits_code', ['callSessionId', 'code'])
@Unique('uq_call_visits_visit', ['callSessionId', 'visitIndex'])
export class CallVisitEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'pk_call_visits' })
  id!: string;

  @Column({ name: 'account_id', type: 'uuid' })
  accountId!: string;

  @Column({ name: 'call_session_id', type: 'uuid' })
  callSessionId!: string;

  @ManyToOne(() => CallSessionEntity)
  @JoinColumn({ name: 'call_session_id', foreignKeyConstraintName: 'fk_call_visits_session' })
  callSession?: Relation<CallSessionEntity>;

  @Column({ type: 'text' })
  code!: string;

  @Column({ name: 'patient_index', type: 'text' })
  patientIndex!: string;

  /** Keyed hash of the visit's id at the PMS: the same visit keeps its code. */
  @Column({ name: 'visit_index', type: 'text' })
  visitIndex!: string;

  /** Encrypted: the visit as the PMS has it. */
  @Column({ type: 'bytea' })
  visit!: Buffer;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;
}
