import { Check, Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, Unique, type Relation } from 'typeorm';
import type { Language } from '../../domain/language';
import { integrationJoin } from './integration-join';
import { PmsIntegrationEntity } from './pms-integration';

/** A phone number at Vapi (or an assistant, for web calls) and the practice that it answers for. */
@Entity({ name: 'phone_lines' })
@Unique('uq_phone_lines_vapi_phone_number', ['vapiPhoneNumberId'])
@Unique('uq_phone_lines_vapi_assistant', ['vapiAssistantId'])
@Check('ck_phone_lines_language', `language IN ('en', 'es')`)
export class PhoneLineEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'pk_phone_lines' })
  id!: string;

  @Column({ name: 'account_id', type: 'uuid' })
  accountId!: string;

  @Column({ name: 'integration_id', type: 'uuid' })
  integrationId!: string;

  @ManyToOne(() => PmsIntegrationEntity)
  @JoinColumn(integrationJoin('fk_phone_lines_integration'))
  integration?: Relation<PmsIntegrationEntity>;

  @Column({ name: 'vapi_phone_number_id', type: 'text' })
  vapiPhoneNumberId!: string;

  @Column({ name: 'vapi_assistant_id', type: 'text', nullable: true })
  vapiAssistantId!: string | null;

  @Column({ type: 'text' })
  e164!: string;

  /** What callers are answered in, until one turns out to speak another language. */
  @Column({ type: 'text', default: 'en' })
  language!: Language;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;
}
