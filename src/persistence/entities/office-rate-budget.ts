import { Column, Entity, JoinColumn, ManyToOne, PrimaryColumn, type Relation } from 'typeorm';
import { AccountEntity } from './account';

/** What is known of an office's rate limits, shared by all processes. Sikka's headers are hints, so all may be null. */
@Entity({ name: 'office_rate_budgets' })
export class OfficeRateBudgetEntity {
  @PrimaryColumn({ name: 'account_id', type: 'uuid', primaryKeyConstraintName: 'pk_office_rate_budgets' })
  accountId!: string;

  @ManyToOne(() => AccountEntity)
  @JoinColumn({ name: 'account_id', foreignKeyConstraintName: 'fk_office_rate_budgets_account' })
  account?: Relation<AccountEntity>;

  @PrimaryColumn({ name: 'office_id', type: 'text', primaryKeyConstraintName: 'pk_office_rate_budgets' })
  officeId!: string;

  /** Requests that a window of a minute allows. */
  @Column({ name: 'window_limit', type: 'integer', nullable: true })
  windowLimit!: number | null;

  @Column({ name: 'window_remaining', type: 'integer', nullable: true })
  windowRemaining!: number | null;

  @Column({ name: 'window_ends_at', type: 'timestamptz', nullable: true })
  windowEndsAt!: Date | null;

  /** After a 429 by the minute: nobody asks before this. */
  @Column({ name: 'paused_until', type: 'timestamptz', nullable: true })
  pausedUntil!: Date | null;

  /** After a daily cap: background work rests until the practice's next day. */
  @Column({ name: 'background_paused_until', type: 'timestamptz', nullable: true })
  backgroundPausedUntil!: Date | null;

  /** API2011 (bytes) or API2012 (requests), while background work rests. */
  @Column({ name: 'daily_cap_code', type: 'text', nullable: true })
  dailyCapCode!: string | null;

  @Column({ name: 'updated_at', type: 'timestamptz', default: () => 'now()' })
  updatedAt!: Date;
}
