import type { PmsOffice } from './pms';

/** A Sikka office of an account. One request key and one rate budget serve all its practices. No credential. */
export type OfficeRef = Pick<PmsOffice, 'accountId' | 'officeId'>;
