import { Client, Connection } from '@temporalio/client';
import { readVariables } from '../config/read-variables';
import { describeConfigProblems } from '../config/problem';
import { temporalVariables, toTemporalConfig } from '../config/temporal';
import { withSystemValues } from '../process/system-values';
import { applySealSchedule } from '../temporal/audit-schedules';
import { toConnectionOptions } from '../temporal/connection-options';
import { registerSearchAttributes } from '../temporal/register-search-attributes';
import { applyReviewSchedule } from '../temporal/review-schedule';
import { applySuperviseSchedule } from '../temporal/supervise-schedule';

/** `npm run temporal:setup`: search attributes of the namespace, and the schedules of what runs by itself. Safe to repeat. */
async function main(): Promise<number> {
  const env = await withSystemValues(process.env);
  const values = env.ok ? readVariables(temporalVariables, env.value) : env;
  if (!values.ok) {
    console.error(describeConfigProblems('temporal:setup', values.error));
    return 78;
  }
  const config = toTemporalConfig(values.value);
  const connection = await Connection.connect(toConnectionOptions(config));
  try {
    const added = await registerSearchAttributes(connection, config.namespace);
    console.log(added.length === 0 ? 'The search attributes are there already.' : `registered ${added.join(', ')}`);
    const client = new Client({ connection, namespace: config.namespace });
    console.log(`${await applySuperviseSchedule(client, config.taskQueue)} the schedule supervise-links`);
    console.log(`${await applySealSchedule(client, config.taskQueue)} the schedule seal-audit`);
    console.log(`${await applyReviewSchedule(client, config.taskQueue)} the schedule review-audit`);
    return 0;
  } finally {
    await connection.close();
  }
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
