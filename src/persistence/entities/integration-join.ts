import type { JoinColumnOptions } from 'typeorm';

/** Every row of a practice points at its integration *and* account in one key, so that it cannot belong to two tenants. */
export const integrationJoin = (foreignKeyConstraintName: string): JoinColumnOptions[] => [
  { name: 'account_id', referencedColumnName: 'accountId', foreignKeyConstraintName },
  { name: 'integration_id', referencedColumnName: 'id', foreignKeyConstraintName },
];
