import type { EntityManager } from 'typeorm';
import type { Authority } from '../domain/authority';
import type { PmsOffice, PmsSoftware } from '../domain/pms';
import { PhoneLineEntity } from './entities/phone-line';
import type { PmsIntegrationEntity } from './entities/pms-integration';

/** A practice as a call or a workflow meets it: whose it is, where its PMS is, and in which zone its clocks run. */
export interface Practice {
  readonly accountId: string;
  readonly integrationId: string;
  readonly office: PmsOffice;
  readonly custId: string;
  readonly name: string;
  readonly timeZone: string;
  /** Name and version of the practice's software, as Sikka spells them. */
  readonly pms: PmsSoftware;
  readonly status: PmsIntegrationEntity['status'];
  readonly mode: PmsIntegrationEntity['mode'];
}

export const toPractice = (row: PmsIntegrationEntity): Practice => ({
  accountId: row.accountId,
  integrationId: row.id,
  office: { accountId: row.accountId, officeId: row.officeId, practiceId: row.practiceId },
  custId: row.custId,
  name: row.practiceName,
  timeZone: row.timeZone,
  pms: { name: row.pmsType, version: row.pmsVersion },
  status: row.status,
  mode: row.mode,
});

/** A practice with what it allows each tool, where it has said so. Read for every message: changes apply at once. */
export interface PracticeOnLine extends Practice {
  readonly authorities: Readonly<Record<string, Authority>>;
}

/** The practice that answers on a Vapi phone number, else the one of the assistant (web calls). Null: no such line. */
export async function findPracticeByLine(
  tx: EntityManager,
  line: { readonly phoneNumberId: string | null; readonly assistantId: string | null },
): Promise<PracticeOnLine | null> {
  const found = await tx
    .createQueryBuilder(PhoneLineEntity, 'line')
    .innerJoinAndSelect('line.integration', 'integration')
    .where('line.vapiPhoneNumberId = :phoneNumberId OR line.vapiAssistantId = :assistantId', line)
    .addSelect(
      `(SELECT json_object_agg(a.tool, a.authority) FROM tool_authorities a WHERE a.integration_id = integration.id)`,
      'authorities',
    )
    .orderBy('line.vapiPhoneNumberId = :phoneNumberId', 'DESC', 'NULLS LAST')
    .limit(1)
    .getRawAndEntities<{ authorities: Record<string, Authority> | null }>();
  const integration = found.entities[0]?.integration;
  if (integration === undefined) return null;
  return { ...toPractice(integration), authorities: found.raw[0]?.authorities ?? {} };
}
