import { z } from 'zod';
import { dayParameters, OF_THE_DAY, SELECT_TRACES, type ReviewScope } from '../scope';
import type { AuditTransaction } from '../../append';
import { count, readAll, traces } from './traces';

const operatorHour = z.object({
  ...traces,
  actorRef: z.string(),
  /** 1 is Monday. */
  weekday: z.int().min(1).max(7),
  hour: z.int().min(0).max(23),
  accesses: count,
});
export type OperatorHour = z.output<typeof operatorHour>;

/** What each operator read of patients, hour by hour of the account's clock. */
export const readOperatorHours = (tx: AuditTransaction, scope: ReviewScope): Promise<OperatorHour[]> =>
  readAll(
    tx,
    operatorHour,
    `SELECT coalesce(l.actor_ref, '') AS "actorRef", ${SELECT_TRACES}, count(*) AS accesses,
            extract(isodow FROM l.created_at AT TIME ZONE $4)::integer AS weekday,
            extract(hour FROM l.created_at AT TIME ZONE $4)::integer AS hour
       FROM pms_audit_logs l WHERE ${OF_THE_DAY} AND l.actor_type = 'operator' AND l.phi_accessed
      GROUP BY l.actor_ref, weekday, hour ORDER BY l.actor_ref, min(l.created_at)`,
    [...dayParameters(scope), scope.day.timeZone],
  );
