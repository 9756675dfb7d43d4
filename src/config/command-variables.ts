import { postgresUrl } from './database';

/** What commands of an operator read and neither process does: `.env.example` names these too. */
export const commandVariables = {
  MIGRATE_DATABASE_URL: postgresUrl.optional().meta({ example: 'postgresql://owner@127.0.0.1:5432/parlae' }),
};
