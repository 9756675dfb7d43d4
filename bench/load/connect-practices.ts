import { randomUUID } from 'node:crypto';
import type { Client } from 'pg';
import { z } from 'zod';
import type { BuiltProduct } from '../product/built';
import type { SimulatedOffice } from '../stack/simulator-control';
import { FRONT_OFFICE } from './front-offices';
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

const templateSchema = z.object({ id: z.uuid(), timeZone: z.string() });
const typeSchema = z.object({
  id: z.uuid(),
  minutes: z.number(),
  providerId: z.string(),
  operatory: z.string(),
});

/**
 * Connects practices that do not exist: copies of the sample practices' rows under accounts and offices of their own, so
 * that each has its own place with the governor, in Temporal's turns and in the audit record. The front answers for their
 * offices: for the first one's with the simulator's other office, for all others with its first.
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
  const practices: LoadPractice[] = [];
  let accountId = '';
  for (let index = 0; index < count; index++) {
    if (index % PRACTICES_PER_ACCOUNT === 0) {
      const account = { name: `Bench Dental Group ${index}`, timeZone: 'America/Chicago' };
      accountId = await parts.database.transaction((tx) =>
        built.createAccount(tx, config.value.keys.payloadKeys.expose(), account),
      );
    }
    const officeId = FRONT_OFFICE.name(index);
    const like = officeId === FRONT_OFFICE.flooding ? other : office;
    await parts.secrets.storePracticeCredentials(accountId, {
      officeId,
      secretKey: new built.Secret(like.secretKey),
      requestKey: null,
      refreshKey: null,
      requestKeyExpiresAt: null,
    });
    const rows = await copyRows(owner, { accountId, officeId, index, like: like.officeId });
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
