import type { WorkerConfig } from '../config/worker-config';
import {
  createAccount,
  createAppointmentTypes,
  createIntegration,
  createPhoneLine,
  findIntegration,
} from '../persistence/accounts';
import type { SharedParts } from '../process/shared-parts';
import { defaultAppointmentTypes } from '../services/default-appointment-types';
import type { AuthorizedPractice } from '../sikka/authorized-practices';
import { toIanaZone } from '../sikka/time-zones';

/** Invented, as everything at the simulator is. */
const FRONT_DESK_NUMBER = '+12025550190';

/**
 * Connects the simulator's practices to an invented account, with the reads that a real connection makes. Safe to
 * repeat. The n-th practice answers on Vapi phone number `num-dev-000n`.
 */
export async function connectSamplePractices(config: WorkerConfig, parts: SharedParts): Promise<void> {
  const { database, sikka } = parts;
  const authorized = must(await sikka.authorizedPractices.listAuthorizedPractices({}));
  let accountId: string | null = null;
  for (const [i, practice] of authorized.entries()) {
    const known = await database.run((m) => findIntegration(m, practice.officeId, practice.practiceId));
    if (known !== null) {
      accountId = known.accountId;
      continue;
    }
    accountId ??= await database.transaction((tx) =>
      createAccount(tx, config.keys.payloadKeys.expose(), {
        name: 'Sample Dental Group',
        timeZone: zoneOf(practice),
      }),
    );
    await connect(parts, accountId, practice, i + 1);
  }
}

async function connect(
  { database, sikka, secrets }: SharedParts,
  accountId: string,
  practice: AuthorizedPractice,
  lineNumber: number,
): Promise<void> {
  const { officeId, practiceId, secretKey } = practice;
  const known = await secrets.getPracticeCredentials(accountId, officeId);
  const { arn } = await secrets.storePracticeCredentials(
    accountId,
    known ?? { officeId, secretKey, requestKey: null, refreshKey: null, requestKeyExpiresAt: null },
  );
  const office = { accountId, officeId, practiceId };
  const found = must(await sikka.practices.findPractice({ office }));
  if (found === null) throw new Error('Sikka authorizes a practice that it does not list');
  const providers = must(await sikka.providers.listProviders({ office }));
  const operatories = must(await sikka.operatories.listOperatories({ office }, { custId: found.custId }));

  await database.transaction(async (tx) => {
    const integrationId = await createIntegration(tx, {
      frontDeskNumber: FRONT_DESK_NUMBER,
      accountId,
      officeId,
      practiceId,
      custId: found.custId,
      practiceName: found.name,
      pmsType: practice.pms,
      pmsVersion: practice.pmsVersion,
      timeZone: zoneOf(practice),
      status: 'active',
      mode: 'live',
      secretArn: arn,
    });
    await createAppointmentTypes(tx, defaultAppointmentTypes({ accountId, integrationId, providers, operatories }));
    await createPhoneLine(tx, {
      accountId,
      integrationId,
      vapiPhoneNumberId: `num-dev-${String(lineNumber).padStart(4, '0')}`,
      vapiAssistantId: null,
      language: 'en',
      e164: `+1202555010${String(lineNumber)}`,
    });
  });
}

function zoneOf(practice: AuthorizedPractice): string {
  const zone = toIanaZone(practice.windowsZone);
  if (!zone.ok) throw new Error('the practice names a time zone that nobody knows');
  return zone.value;
}

function must<T>(reply: { ok: true; value: T } | { ok: false; error: { code: string } }): T {
  if (!reply.ok) throw new Error(`Sikka did not answer: ${reply.error.code}`);
  return reply.value;
}
