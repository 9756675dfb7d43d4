import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { Pool } from 'pg';
import { z } from 'zod';
import { createBareActivities } from './activities';
import { READY, runBare } from './run';
import { connectToSikka } from './sikka';

const environmentSchema = z.object({
  TEMPORAL_ADDRESS: z.string(),
  TEMPORAL_NAMESPACE: z.string(),
  BENCH_TASK_QUEUE: z.string(),
  BENCH_DATABASE_URL: z.string(),
});

/** The write baseline, a process of its own: a worker with one workflow, and payloads as they are. */
runBare(async () => {
  const env = environmentSchema.parse(process.env);
  Runtime.install({ logger: new DefaultLogger('WARN') });
  const pool = new Pool({ connectionString: env.BENCH_DATABASE_URL });
  await pool.query('CREATE TABLE accepted_writes (id bigserial PRIMARY KEY, answer jsonb NOT NULL)');
  const connection = await NativeConnection.connect({ address: env.TEMPORAL_ADDRESS });
  const worker = await Worker.create({
    connection,
    namespace: env.TEMPORAL_NAMESPACE,
    taskQueue: env.BENCH_TASK_QUEUE,
    workflowsPath: require.resolve('./workflow'),
    activities: createBareActivities({ sikka: await connectToSikka(process.env), pool }),
  });
  console.log(READY);
  await worker.run();
  await connection.close();
  await pool.end();
});
