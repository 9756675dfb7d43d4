import type { listAppointmentStatuses } from '../../sikka/appointment-statuses';
import type { listDataSyncStatuses } from '../../sikka/data-sync-status';
import type { listUtilityHealth } from '../../sikka/health-check';
import type { listOperatories } from '../../sikka/operatories';
import type { listPracticeVariables } from '../../sikka/practice-variables';
import type { listProviders } from '../../sikka/providers';
import type { findSupportedWrites } from '../../sikka/supported-pmses';
import type { listWritebackDetails } from '../../sikka/writeback-details';

/** The part of the Sikka client that tells how old its copy of a practice's data is. */
export interface FreshnessSource {
  readonly dataSyncStatus: { readonly listDataSyncStatuses: ReturnType<typeof listDataSyncStatuses> };
  readonly healthCheck: { readonly listUtilityHealth: ReturnType<typeof listUtilityHealth> };
}

/** The part of the Sikka client that tells what a practice's software can do. */
export interface CapabilitySource extends FreshnessSource {
  readonly supportedPmses: { readonly findSupportedWrites: ReturnType<typeof findSupportedWrites> };
  readonly appointmentStatuses: { readonly listAppointmentStatuses: ReturnType<typeof listAppointmentStatuses> };
  readonly practiceVariables: { readonly listPracticeVariables: ReturnType<typeof listPracticeVariables> };
  readonly writebackDetails: { readonly listWritebackDetails: ReturnType<typeof listWritebackDetails> };
  readonly providers: { readonly listProviders: ReturnType<typeof listProviders> };
  readonly operatories: { readonly listOperatories: ReturnType<typeof listOperatories> };
}
