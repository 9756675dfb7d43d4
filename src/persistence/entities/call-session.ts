import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, Unique, type Relation } from 'typeorm';
import type { Language } from '../../domain/language';
import { integrationJoin } from './integration-join';
import { PmsIntegrationEntity } from './pms-integration';

/** One phone call: failed verification attempts, the codes handed out, and the encrypted way back into the call. */
@Entity({ name: 'call_sessions' })
@Unique('uq_call_sessions_call', ['accountId', 'vapiCallId'])
@Check('ck_call_sessions_language', `language IN ('en', 'es')`)
@Check('ck_call_sessions_answered_in', `answered_in IN ('en', 'es')`)
@Check('ck_call_sessions_status', `status IN ('active', 'ended')`)
export class CallSessionEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'pk_call_sessions' })
  id!: string;

  @Column({ name: 'account_id', type: 'uuid' })
  accountId!: string;

  @Column({ name: 'integration_id', type: 'uuid' })
  integrationId!: string;

  @ManyToOne(() => PmsIntegrationEntity)
  @JoinColumn(integrationJoin('fk_call_sessions_integration'))
  integration?: Relation<PmsIntegrationEntity>;

  @Column({ name: 'vapi_call_id', type: 'text' })
  vapiCallId!: string;

  @Column({ name: 'caller_number', type: 'bytea', nullable: true })
  callerNumber!: Buffer | null;

  @Column({ name: 'control_url', type: 'bytea', nullable: true })
  controlUrl!: Buffer | null;

  /** What the caller has turned out to speak; null: nobody has said. */
  @Column({ type: 'text', nullable: true })
  language!: Language | null;

  /** What the call was last answered in. */
  @Column({ name: 'answered_in', type: 'text', default: 'en' })
  answeredIn!: Language;

  @Column({ name: 'failed_attempts', type: 'integer', default: 0 })
  failedAttempts!: number;

  @Column({ name: 'is_locked', type: 'boolean', default: false })
  isLocked!: boolean;

  @Column({ name: 'patients_issued', type: 'integer', default: 0 })
  patientsIssued!: number;

  @Column({ name: 'offers_issued', type: 'integer', default: 0 })
  offersIssued!: number;

  @Column({ name: 'appointments_issued', type: 'integer', default: 0 })
  appointmentsIssued!: number;

  @Column({ type: 'text', default: 'active' })
  status!: 'active' | 'ended';

  @Column({ name: 'ended_reason', type: 'text', nullable: true })
  endedReason!: string | null;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  @Column({ name: 'ended_at', type: 'timestamptz', nullable: true })
  endedAt!: Date | null;
}
