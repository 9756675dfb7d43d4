import type { EntityManager } from 'typeorm';
import type { Authority } from '../domain/authority';
import type { PmsOffice } from '../domain/pms';
import { PhoneLineEntity } from './entities/phone-line';
import { PmsIntegrationEntity } from './entities/pms-integration';
import { ToolAuthorityEntity } from './entities/tool-authority';

/** A practice as a call or a workflow meets it: whose it is, where its PMS is, and in which zone its clocks run. */
export interface Practice {
  readonly accountId: string;
  readonly integrationId: string;
  readonly office: PmsOffice;
  readonly custId: string;
  readonly name: string;
  readonly timeZone: string;
  readonly status: PmsIntegrationEntity['status'];
  readonly mode: PmsIntegrationEntity['mode'];
}

const toPractice = (row: PmsIntegrationEntity): Practice => ({
  accountId: row.accountId,
  integrationId: row.id,
  office: { accountId: row.accountId, officeId: row.officeId, practiceId: row.practiceId },
  custId: row.custId,
  name: row.practiceName,
  timeZone: row.timeZone,
  status: row.status,
  mode: row.mode,
});

/** The practice that answers on a Vapi phone number, else the one of the assistant (web calls). Null: no such line. */
export async function findPracticeByLine(
  tx: EntityManager,
  line: { readonly phoneNumberId: string | null; readonly assistantId: string | null },
): Promise<Practice | null> {
  const keys = [
    ...(line.phoneNumberId === null ? [] : [{ vapiPhoneNumberId: line.phoneNumberId }]),
    ...(line.assistantId === null ? [] : [{ vapiAssistantId: line.assistantId }]),
  ];
  for (const where of keys) {
    const row = await tx.findOne(PhoneLineEntity, { where, relations: { integration: true } });
    if (row?.integration !== undefined) return toPractice(row.integration);
  }
  return null;
}

export async function getPractice(tx: EntityManager, accountId: string, integrationId: string): Promise<Practice> {
  return toPractice(await tx.findOneByOrFail(PmsIntegrationEntity, { accountId, id: integrationId }));
}

/** What the practice allows this tool; its own default where nobody has set anything. Read each time: changes apply at once. */
export async function getAuthority(
  tx: EntityManager,
  integrationId: string,
  tool: string,
  fallback: Authority,
): Promise<Authority> {
  const row = await tx.findOneBy(ToolAuthorityEntity, { integrationId, tool });
  return row?.authority ?? fallback;
}
