import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, Unique, type Relation } from 'typeorm';
import { integrationJoin } from './integration-join';
import { PmsIntegrationEntity } from './pms-integration';

/** A kind of visit that a practice lets callers book, with who and where can do it. */
@Entity({ name: 'appointment_types' })
@Unique('uq_appointment_types_code', ['integrationId', 'code'])
@Check('ck_appointment_types_duration', `duration_minutes BETWEEN 5 AND 600`)
export class AppointmentTypeEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'pk_appointment_types' })
  id!: string;

  @Column({ name: 'account_id', type: 'uuid' })
  accountId!: string;

  @Column({ name: 'integration_id', type: 'uuid' })
  integrationId!: string;

  @ManyToOne(() => PmsIntegrationEntity)
  @JoinColumn(integrationJoin('fk_appointment_types_integration'))
  integration?: Relation<PmsIntegrationEntity>;

  @Column({ type: 'text' })
  code!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text', array: true, default: [] })
  synonyms!: string[];

  @Column({ name: 'duration_minutes', type: 'integer' })
  durationMinutes!: number;

  /** The value that the PMS wants as the visit's type, where it wants one. */
  @Column({ name: 'pms_type', type: 'text', nullable: true })
  pmsType!: string | null;

  @Column({ name: 'provider_ids', type: 'text', array: true })
  providerIds!: string[];

  @Column({ type: 'text', array: true })
  operatories!: string[];

  @Column({ name: 'is_default', type: 'boolean', default: false })
  isDefault!: boolean;
}
