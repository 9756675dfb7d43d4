import type { EntityManager } from 'typeorm';
import type { Authority } from '../domain/authority';
import type { IntegrationRef } from '../domain/integration-ref';
import type { Language } from '../domain/language';
import type { PmsOffice, PmsSoftware } from '../domain/pms';
import type { PmsCapabilities } from '../domain/pms-capabilities';
import { PhoneLineEntity } from './entities/phone-line';
import { PmsIntegrationEntity } from './entities/pms-integration';

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
  /** Where calls for a person go, in E.164; null: nobody has said. */
  readonly frontDeskNumber: string | null;
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
  frontDeskNumber: row.frontDeskNumber,
});

/** A practice with what it allows each tool, where it has said so. Read for every message: changes apply at once. */
export interface PracticeOnLine extends Practice {
  /** The row of the line. */
  readonly lineId: string;
  /** The assistant that answers on the line; null where the line's own settings at Vapi name it. */
  readonly assistantId: string | null;
  /** What the line is answered in, until a caller turns out to speak another language. */
  readonly language: Language;
  readonly authorities: Readonly<Record<string, Authority>>;
  /** What the practice's software takes; null before it was first asked. */
  readonly writes: PmsCapabilities['writes'] | null;
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
    .addSelect(
      `(SELECT c.capabilities->'writes' FROM pms_capabilities c WHERE c.integration_id = integration.id)`,
      'writes',
    )
    .orderBy('line.vapiPhoneNumberId = :phoneNumberId', 'DESC', 'NULLS LAST')
    .limit(1)
    .getRawAndEntities<Pick<PracticeOnLine, 'writes'> & { authorities: PracticeOnLine['authorities'] | null }>();
  const [onLine] = found.entities;
  const integration = onLine?.integration;
  if (onLine === undefined || integration === undefined) return null;
  return {
    ...toPractice(integration),
    lineId: onLine.id,
    assistantId: onLine.vapiAssistantId,
    language: onLine.language,
    authorities: found.raw[0]?.authorities ?? {},
    writes: found.raw[0]?.writes ?? null,
  };
}

/** The practice of an integration, for work that no call began; null when there is none of this account. */
export async function findPracticeOf(
  tx: EntityManager,
  { accountId, integrationId }: IntegrationRef,
): Promise<Practice | null> {
  const row = await tx.findOneBy(PmsIntegrationEntity, { accountId, id: integrationId });
  return row === null ? null : toPractice(row);
}
