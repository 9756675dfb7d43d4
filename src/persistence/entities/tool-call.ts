import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, Unique, type Relation } from 'typeorm';
import { CallSessionEntity } from './call-session';

/** One function call of the model and the answer it got, so that a repeat hears the same words. */
@Entity({ name: 'tool_calls' })
@Unique('uq_tool_calls_call', ['callSessionId', 'toolCallId'])
export class ToolCallEntity {
  @PrimaryColumn({ type: 'uuid', primaryKeyConstraintName: 'pk_tool_calls' })
  id!: string;

  @Column({ name: 'account_id', type: 'uuid' })
  accountId!: string;

  @Column({ name: 'call_session_id', type: 'uuid' })
  callSessionId!: string;

  @ManyToOne(() => CallSessionEntity)
  @JoinColumn({ name: 'call_session_id', foreignKeyConstraintName: 'fk_tool_calls_session' })
  callSession?: Relation<CallSessionEntity>;

  @Column({ name: 'tool_call_id', type: 'text' })
  toolCallId!: string;

  @Column({ type: 'text' })
  tool!: string;

  /** Keyed hash of the arguments: the same id with other arguments is an error, not a replay. */
  @Column({ name: 'arguments_index', type: 'text' })
  argumentsIndex!: string;

  @Column({ type: 'bytea' })
  arguments!: Buffer;

  /** Until then one process works on the answer; afterwards another may take over. */
  @Column({ name: 'lease_expires_at', type: 'timestamptz' })
  leaseExpiresAt!: Date;

  @Column({ type: 'bytea', nullable: true })
  answer!: Buffer | null;

  @Column({ name: 'created_at', type: 'timestamptz', default: () => 'now()' })
  createdAt!: Date;

  @Column({ name: 'answered_at', type: 'timestamptz', nullable: true })
  answeredAt!: Date | null;
}
