import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, Unique, type Relation } from 'typeorm';
import { CallSessionEntity } from './call-session';

/** A patient whom this call has verified, under the code (`P1`) that the model uses for them. */
@Entity({ name: 'call_patients' })
@Unique('uq_call_patients_code', ['callSessionId', 'code'])
@Unique('uq_call_patients_patient', ['callSessionId', 'patientIndex'])
@Check('ck_call_patients_level', `assurance_level IN ('L1', 'L2', 'L3')`)
export class CallPatientEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'pk_call_patients' })
  id!: string;

  @Column({ name: 'account_id', type: 'uuid' })
  accountId!: string;

  @Column({ name: 'call_session_id', type: 'uuid' })
  callSessionId!: string;

  @ManyToOne(() => CallSessionEntity)
  @JoinColumn({ name: 'call_session_id', foreignKeyConstraintName: 'fk_call_patients_session' })
  callSession?: Relation<CallSessionEntity>;

  @Column({ type: 'text' })
  code!: string;

  @Column({ name: 'patient_index', type: 'text' })
  patientIndex!: string;

  @Column({ type: 'bytea' })
  patient!: Buffer;

  @Column({ name: 'assurance_level', type: 'text' })
  assuranceLevel!: 'L1' | 'L2' | 'L3';

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;
}
