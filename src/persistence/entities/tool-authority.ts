import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import type { Authority } from '../../domain/authority';
import { PmsIntegrationEntity } from './pms-integration';

/** What one practice allows one tool to do. No row means the tool's default. */
@Entity({ name: 'tool_authorities' })
@Check('ck_tool_authorities_authority', `authority IN ('off', 'read', 'hold', 'write')`)
export class ToolAuthorityEntity {
  @PrimaryColumn({ name: 'integration_id', type: 'uuid', primaryKeyConstraintName: 'pk_tool_authorities' })
  integrationId!: string;

  @ManyToOne(() => PmsIntegrationEntity)
  @JoinColumn({ name: 'integration_id', foreignKeyConstraintName: 'fk_tool_authorities_integration' })
  integration?: Relation<PmsIntegrationEntity>;

  @PrimaryColumn({ type: 'text', primaryKeyConstraintName: 'pk_tool_authorities' })
  tool!: string;

  @Column({ type: 'text' })
  authority!: Authority;
}
