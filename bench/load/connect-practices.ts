import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { z } from 'zod';
import type { BuiltProduct } from '../product/built';
import type { SimulatedOffice } from '../stack/simulator-control';
import { grantRequestKey } from './grant-request-key';
import type { LoadPractice } from './practice';

export interface ConnectDeps {
  readonly built: BuiltProduct;
  /** What api and worker are started with. */
  readonly variables: Readonly<Record<string, string>>;
  /** A connection of the tables' owner. */
  readonly owner: Client;
  readonly office: SimulatedOffice;
  /** Another office of the simulator, for the first practice. */
  readonly other: SimulatedOffice;
}

/** Practices of one account: a small group. */
const PRACTICES_PER_ACCOUNT = 5;
/** Beyond every benchmark, and within the day that a request key lives. */
const KEY_LIVES_MS = 12 * 3_600_000;

const templateSchema = z.object({ id: z.uuid(), timeZone: z.string() });
const typeSchema = z.object({
  id: z.uuid(),
  minutes: z.number(),
  providerId: z.string(),
  operatory: z.string(),
});

/**
 * Connects practices that do not exist: copies of the sample practices' rows under accounts and offices of their own, so
 * that each has its own place with the governor, in Temporal's turns and in the audit record. Their requests go out under
 * request keys of the simulator's two offices, the first practice's under those of the other one.
 */
export async function connectPractices(deps: ConnectDeps, count: number): Promise<readonly LoadPractice[]> {
  const { built, variables, owner, office, other } = deps;
  const config = built.readWorkerConfig(variables);
  if (!config.ok) throw new Error(`the product refuses ${config.error.map(({ variable }) => variable).join(', ')}`);
  const parts = await built.createSharedParts({
    config: config.value,
    now: () => new Date(),
    metrics: built.createMetrics(),
    logger: built.createLogger({ level: 'silent', processName: 'bench', buildId: 'bench' }),
  });
  const keys = { own: await grantRequestKey(variables, office), other: await grantRequestKey(variables, other) };
  const practices: LoadPractice[] = [];
  let accountId = '';
  for (let index = 0; index < count; index++) {
    if (index % PRACTICES_PER_ACCOUNT === 0) {
      const account = { name: `Bench Dental Group ${index}`, timeZone: 'America/Chicago' };
      accountId = await parts.database.transaction((tx) =>
        built.createAccount(tx, config.value.keys.payloadKeys.expose(), account),
      );
    }
    const officeId = `bench-${String(index).padStart(2, '0')}`;
    await parts.secrets.storePracticeCredentials(accountId, {
      officeId,
      secretKey: new built.Secret(`invented-${officeId}`),
      requestKey: new built.Secret(index === 0 ? keys.other : keys.own),
      refreshKey: null,
      requestKeyExpiresAt: new Date(Date.now() + KEY_LIVES_MS),
    });
    const rows = await copyRows(owner, { accountId, officeId, index, like: (index === 0 ? other : office).officeId });
    practices.push({ ...rows, index, accountId });
  }
  await parts.close();
  return practices;
}

interface Copy {
  readonly accountId: string;
  readonly officeId: string;
  readonly index: number;
  /** The office whose first practice is copied. */
  readonly like: string;
}

async function copyRows(owner: Client, { accountId, officeId, index, like }: Copy) {
  const found = await owner.query(
    `SELECT id, time_zone AS "timeZone" FROM pms_integrations WHERE office_id = $1 ORDER BY practice_id LIMIT 1`,
    [like],
  );
  const template = templateSchema.parse(found.rows[0]);
  const integrationId = randomUUID();
  const phoneNumberId = `num-bench-${String(index).padStart(4, '0')}`;
  await owner.query(
    `INSERT INTO pms_integrations
       SELECT (jsonb_populate_record(i, jsonb_build_object('id', $2::text, 'account_id', $3::text, 'office_id', $4::text))).*
         FROM pms_integrations i WHERE id = $1`,
    [template.id, integrationId, accountId, officeId],
  );
  await owner.query(
    `INSERT INTO phone_lines
       SELECT (jsonb_populate_record(l, jsonb_build_object('id', gen_random_uuid(), 'account_id', $3::text,
                'integration_id', $2::text, 'vapi_phone_number_id', $4::text, 'e164', $5::text))).*
         FROM phone_lines l WHERE integration_id = $1 LIMIT 1`,
    [template.id, integrationId, accountId, phoneNumberId, `+1${200 + index}5550190`],
  );
  const copied = await owner.query(
    `INSERT INTO appointment_types
       SELECT (jsonb_populate_record(t, jsonb_build_object('id', gen_random_uuid(), 'account_id', $3::text,
                'integration_id', $2::text))).*
         FROM appointment_types t WHERE integration_id = $1 AND code = 'exam'
       RETURNING id, duration_minutes AS minutes, provider_ids[1] AS "providerId", operatories[1] AS operatory`,
    [template.id, integrationId, accountId],
  );
  const type = typeSchema.parse(copied.rows[0]);
  return {
    integrationId,
    phoneNumberId,
    timeZone: template.timeZone,
    appointmentTypeId: type.id,
    durationMinutes: type.minutes,
    providerId: type.providerId,
    operatory: type.operatory,
  };
}
