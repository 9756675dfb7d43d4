import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { integrationJoin } from './integration-join';
import { PmsIntegrationEntity } from './pms-integration';

/** What a practice's software can do, as it was last asked, and how old Sikka's copy of its data is. No patient in it. */
@Entity({ name: 'pms_capabilities' })
export class PmsCapabilitiesEntity {
  @PrimaryColumn({ name: 'integration_id', type: 'uuid', primaryKeyConstraintName: 'pk_pms_capabilities' })
  integrationId!: string;

  @Column({ name: 'account_id', type: 'uuid' })
  accountId!: string;

  @ManyToOne(() => PmsIntegrationEntity)
  @JoinColumn(integrationJoin('fk_pms_capabilities_integration'))
  integration?: Relation<PmsIntegrationEntity>;

  @Column({ type: 'jsonb' })
  capabilities!: unknown;

  @Column({ type: 'jsonb', nullable: true })
  freshness!: unknown;

  @Column({ name: 'refreshed_at', type: 'timestamptz' })
  refreshedAt!: Date;
}
