import { z } from 'zod';
import { dayParameters, OF_THE_DAY, SELECT_TRACES, type ReviewScope } from '../scope';
import type { AuditTransaction } from '../../append';
import { count, readAll, traces } from './traces';

const operatorVolume = z.object({ ...traces, actorRef: z.string(), exports: count, patients: count });
export type OperatorVolume = z.output<typeof operatorVolume>;

/** How much each operator took out, and of how many patients they saw something. */
export const readOperatorVolume = (tx: AuditTransaction, scope: ReviewScope): Promise<OperatorVolume[]> =>
  readAll(
    tx,
    operatorVolume,
    `SELECT coalesce(l.actor_ref, '') AS "actorRef", ${SELECT_TRACES},
            count(*) FILTER (WHERE l.action = 'audit.export') AS exports,
            count(DISTINCT l.patient_ref) FILTER (WHERE l.phi_accessed) AS patients
       FROM pms_audit_logs l WHERE ${OF_THE_DAY} AND l.actor_type = 'operator'
      GROUP BY l.actor_ref ORDER BY l.actor_ref`,
    dayParameters(scope),
  );
