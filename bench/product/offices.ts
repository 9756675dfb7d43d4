import { z } from 'zod';
import type { PmsOffice } from '../../src/domain/pms';
import { openDatabase } from '../client/database';

const rowsSchema = z.array(z.object({ accountId: z.string(), officeId: z.string(), practiceId: z.string() }));

/** A practice of the named office, and one of another office, as the product has them on record. */
export async function findTwoOffices(
  databaseUrl: string,
  officeId: string,
): Promise<{ readonly own: PmsOffice; readonly neighbour: PmsOffice }> {
  const database = await openDatabase(databaseUrl);
  const { rows } = await database.query(
    `SELECT account_id AS "accountId", office_id AS "officeId", practice_id AS "practiceId"
     FROM pms_integrations ORDER BY office_id, practice_id`,
  );
  await database.end();
  const offices = rowsSchema.parse(rows);
  const own = offices.find((office) => office.officeId === officeId);
  const neighbour = offices.find((office) => office.officeId !== officeId);
  if (own === undefined || neighbour === undefined) throw new Error('two offices were to be connected');
  return { own, neighbour };
}
