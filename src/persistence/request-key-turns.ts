import { randomUUID } from 'node:crypto';
import type { RenewalDesk, RenewalOutcome, RenewalTurn } from '../domain/renewal-desk';
import type { Database } from './database';

/** Three requests to Sikka at most are made in a turn; a process that died with it is not waited for longer. */
const TURN_SECONDS = 15;
/** As long as this a refusal of Sikka's holds for every process. */
const REFUSAL_SECONDS = 30;

const KNOW_OFFICE = `
  INSERT INTO office_request_keys (account_id, office_id) VALUES ($1, $2) ON CONFLICT DO NOTHING`;

const TAKE = `
  UPDATE office_request_keys
     SET lease_holder = $3, lease_expires_at = now() + $4 * interval '1 second'
   WHERE account_id = $1 AND office_id = $2
     AND (lease_holder IS NULL OR lease_expires_at < now())
     AND (refused_at IS NULL OR refused_at < now() - $5 * interval '1 second')
  RETURNING lease_holder`;

const IS_REFUSED = `
  SELECT refused_at >= now() - $3 * interval '1 second' AS "isRefused"
    FROM office_request_keys WHERE account_id = $1 AND office_id = $2`;

const FINISH = `
  UPDATE office_request_keys
     SET lease_holder = NULL, lease_expires_at = NULL,
         version = version + CASE WHEN $4 THEN 1 ELSE 0 END,
         renewed_at = CASE WHEN $4 THEN now() ELSE renewed_at END,
         expires_at = coalesce($5, expires_at),
         refused_at = CASE WHEN $6 THEN now() WHEN $4 THEN NULL ELSE refused_at END
   WHERE account_id = $1 AND office_id = $2 AND lease_holder = $3`;

/** Turns at renewing request keys, one row per office: two processes that ask at once are told apart by the database. */
export const createRenewalDesk = (database: Database): RenewalDesk => ({
  takeTurn: ({ accountId, officeId }) =>
    database.run(async (manager): Promise<RenewalTurn> => {
      const holder = randomUUID();
      const office = [accountId, officeId];
      await manager.query(KNOW_OFFICE, office);
      const [taken] = await manager.query<[unknown[], number]>(TAKE, [
        ...office,
        holder,
        TURN_SECONDS,
        REFUSAL_SECONDS,
      ]);
      if (taken.length === 0) {
        const [row] = await manager.query<{ isRefused: boolean | null }[]>(IS_REFUSED, [...office, REFUSAL_SECONDS]);
        return row?.isRefused === true ? { kind: 'refused' } : { kind: 'others' };
      }
      const finish = async (outcome: RenewalOutcome): Promise<void> => {
        const isRenewed = outcome.kind === 'renewed';
        const expiresAt = isRenewed ? outcome.expiresAt : null;
        const end = [...office, holder, isRenewed, expiresAt, outcome.kind === 'refused'];
        await database.run((later) => later.query(FINISH, end));
      };
      return { kind: 'ours', finish };
    }),
});
