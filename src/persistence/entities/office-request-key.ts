import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { AccountEntity } from './account';

/** When an office's request key ends and who is renewing it. The key itself is in the secrets store and never here. */
@Entity({ name: 'office_request_keys' })
export class OfficeRequestKeyEntity {
  @PrimaryColumn({ name: 'account_id', type: 'uuid', primaryKeyConstraintName: 'pk_office_request_keys' })
  accountId!: string;

  @ManyToOne(() => AccountEntity)
  @JoinColumn({ name: 'account_id', foreignKeyConstraintName: 'fk_office_request_keys_account' })
  account?: Relation<AccountEntity>;

  @PrimaryColumn({ name: 'office_id', type: 'text', primaryKeyConstraintName: 'pk_office_request_keys' })
  officeId!: string;

  /** Counts the renewals. */
  @Column({ type: 'integer', default: 0 })
  version!: number;

  @Column({ name: 'expires_at', type: 'timestamptz', nullable: true })
  expiresAt!: Date | null;

  @Column({ name: 'renewed_at', type: 'timestamptz', nullable: true })
  renewedAt!: Date | null;

  /** The renewal under way; it lapses by itself when its process dies. */
  @Column({ name: 'lease_holder', type: 'uuid', nullable: true })
  leaseHolder!: string | null;

  @Column({ name: 'lease_expires_at', type: 'timestamptz', nullable: true })
  leaseExpiresAt!: Date | null;

  /** When Sikka last refused to give a key at all. */
  @Column({ name: 'refused_at', type: 'timestamptz', nullable: true })
  refusedAt!: Date | null;
}
