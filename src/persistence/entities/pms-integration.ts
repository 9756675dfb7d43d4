import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, Unique, type Relation } from 'typeorm';
import { AccountEntity } from './account';

/** The link between an account's practice and a Sikka office. Holds the ARN of the office's secret, never the secret. */
@Entity({ name: 'pms_integrations' })
@Unique('uq_pms_integrations_practice', ['officeId', 'practiceId'])
@Unique('uq_pms_integrations_account', ['accountId', 'id'])
@Check('ck_pms_integrations_status', `status IN ('pending', 'active', 'degraded', 'revoked')`)
@Check('ck_pms_integrations_mode', `mode IN ('shadow', 'live')`)
export class PmsIntegrationEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'pk_pms_integrations' })
  id!: string;

  @Column({ name: 'account_id', type: 'uuid' })
  accountId!: string;

  @ManyToOne(() => AccountEntity)
  @JoinColumn({ name: 'account_id', foreignKeyConstraintName: 'fk_pms_integrations_account' })
  account?: Relation<AccountEntity>;

  @Column({ name: 'office_id', type: 'text' })
  officeId!: string;

  @Column({ name: 'practice_id', type: 'text' })
  practiceId!: string;

  @Column({ name: 'cust_id', type: 'text' })
  custId!: string;

  @Column({ name: 'practice_name', type: 'text' })
  practiceName!: string;

  @Column({ name: 'pms_type', type: 'text' })
  pmsType!: string;

  @Column({ name: 'pms_version', type: 'text', default: '' })
  pmsVersion!: string;

  @Column({ name: 'time_zone', type: 'text' })
  timeZone!: string;

  @Column({ type: 'text' })
  status!: 'pending' | 'active' | 'degraded' | 'revoked';

  /** Why it is degraded or revoked, such as `access-removed`; null while all is well. */
  @Column({ name: 'status_reason', type: 'text', nullable: true })
  statusReason!: string | null;

  @Column({ name: 'status_changed_at', type: 'timestamptz', nullable: true })
  statusChangedAt!: Date | null;

  @Column({ type: 'text' })
  mode!: 'shadow' | 'live';

  @Column({ name: 'secret_arn', type: 'text' })
  secretArn!: string;

  /** Where calls for a person go, in E.164; null: nobody has said. A number of the practice, not of a patient. */
  @Column({ name: 'front_desk_number', type: 'text', nullable: true })
  frontDeskNumber!: string | null;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;
}
