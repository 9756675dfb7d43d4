import 'reflect-metadata';
import { join } from 'node:path';
import { DataSource } from 'typeorm';
import { AccountEntity } from './entities/account';
import { AppointmentTypeEntity } from './entities/appointment-type';
import { BookingEntity } from './entities/booking';
import { BookingTransitionEntity } from './entities/booking-transition';
import { CallPatientEntity } from './entities/call-patient';
import { CallSessionEntity } from './entities/call-session';
import { CallVisitEntity } from './entities/call-visit';
import { OfferEntity } from './entities/offer';
import { OfficeRateBudgetEntity } from './entities/office-rate-budget';
import { OfficeRequestKeyEntity } from './entities/office-request-key';
import { PhoneLineEntity } from './entities/phone-line';
import { PmsCapabilitiesEntity } from './entities/pms-capabilities';
import { PmsChangeEntity } from './entities/pms-change';
import { PmsIntegrationEntity } from './entities/pms-integration';
import { StaffTaskEntity } from './entities/staff-task';
import { ToolAuthorityEntity } from './entities/tool-authority';
import { ToolCallEntity } from './entities/tool-call';
import { WriteIntentEntity } from './entities/write-intent';

const MIGRATIONS = join(__dirname, '..', '..', 'migrations', '*.{ts,js}');

export interface DataSourceOptions {
  /** Bounds the connections of this process. */
  readonly poolSize?: number;
  /** A statement that takes longer is ended; 0 is no limit, for migrations. */
  readonly statementTimeoutMs?: number;
}

/**
 * The Postgres data source. TypeORM's own logging stays off for good: it prints parameters, and they hold PHI.
 */
export function createDataSource(url: string, options: DataSourceOptions = {}): DataSource {
  const { poolSize = 10, statementTimeoutMs = 5_000 } = options;
  return new DataSource({
    type: 'postgres',
    url,
    logging: false,
    synchronize: false,
    migrationsTransactionMode: 'each',
    poolSize,
    extra: {
      statement_timeout: statementTimeoutMs,
      idle_in_transaction_session_timeout: 10_000,
      connectionTimeoutMillis: 3_000,
    },
    entities: [
      AccountEntity,
      AppointmentTypeEntity,
      BookingEntity,
      BookingTransitionEntity,
      CallPatientEntity,
      CallSessionEntity,
      CallVisitEntity,
      OfferEntity,
      OfficeRateBudgetEntity,
      OfficeRequestKeyEntity,
      PhoneLineEntity,
      PmsCapabilitiesEntity,
      PmsChangeEntity,
      PmsIntegrationEntity,
      StaffTaskEntity,
      ToolAuthorityEntity,
      ToolCallEntity,
      WriteIntentEntity,
    ],
    migrations: [MIGRATIONS],
  });
}
