import { Client, Connection } from '@temporalio/client';
import { commonVariables, UNVERSIONED } from '../config/common';
import { readVariables } from '../config/read-variables';
import { describeConfigProblems } from '../config/problem';
import { temporalVariables, toTemporalConfig, type TemporalConfig } from '../config/temporal';
import { withSystemValues } from '../process/system-values';
import { applySealSchedule } from '../temporal/audit-schedules';
import { toConnectionOptions } from '../temporal/connection-options';
import { promoteVersion, versionOf } from '../temporal/deployment';
import { applyNotifySchedule } from '../temporal/notify-schedule';
import { registerSearchAttributes } from '../temporal/register-search-attributes';
import { applyReconcileSchedule } from '../temporal/reconcile-schedule';
import { applyReviewSchedule } from '../temporal/review-schedule';
import { applySuperviseSchedule } from '../temporal/supervise-schedule';
import { applyTidySchedule } from '../temporal/tidy-schedule';

const PROMOTE = '--promote';
const WORKER_TIMEOUT_MS = 120_000;

/**
 * `npm run temporal:setup`: search attributes of the namespace, and the schedules of what runs by itself. Safe to repeat.
 * With `--promote`: makes the version of BUILD_ID, whose workers are up or coming up, the current one, and nothing else.
 */
async function main(): Promise<number> {
  const env = await withSystemValues(process.env);
  const values = env.ok ? readVariables({ ...temporalVariables, BUILD_ID: commonVariables.BUILD_ID }, env.value) : env;
  if (!values.ok) {
    console.error(describeConfigProblems('temporal:setup', values.error));
    return 78;
  }
  const config = toTemporalConfig(values.value);
  const connection = await Connection.connect(toConnectionOptions(config));
  try {
    if (process.argv.includes(PROMOTE)) return await promote(connection, config, values.value.BUILD_ID);
    const added = await registerSearchAttributes(connection, config.namespace);
    console.log(added.length === 0 ? 'The search attributes are there already.' : `registered ${added.join(', ')}`);
    const client = new Client({ connection, namespace: config.namespace });
    console.log(`${await applySuperviseSchedule(client, config.taskQueue)} the schedule supervise-links`);
    console.log(`${await applySealSchedule(client, config.taskQueue)} the schedule seal-audit`);
    console.log(`${await applyReviewSchedule(client, config.taskQueue)} the schedule review-audit`);
    console.log(`${await applyTidySchedule(client, config.taskQueue)} the schedule tidy-writes`);
    console.log(`${await applyReconcileSchedule(client, config.taskQueue)} the schedule reconcile-practices`);
    console.log(`${await applyNotifySchedule(client, config.taskQueue)} the schedule notify-staff`);
    return 0;
  } finally {
    await connection.close();
  }
}

async function promote(
  connection: Connection,
  { namespace, taskQueue }: TemporalConfig,
  buildId: string,
): Promise<number> {
  if (buildId === UNVERSIONED) {
    console.error('Set BUILD_ID to the build whose workers are to take over.');
    return 78;
  }
  const version = versionOf(taskQueue, buildId);
  if (await promoteVersion(connection, { namespace, version, timeoutMs: WORKER_TIMEOUT_MS })) {
    console.log(`${buildId} is the current version of ${taskQueue}`);
    return 0;
  }
  console.error(`No worker of ${buildId} has come up in two minutes; the version before stays current.`);
  return 1;
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  () => {
    console.error(
      'Temporal cannot be reached, or refused; check TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE and credentials.',
    );
    process.exitCode = 1;
  },
);
