import { appendAudit } from '../audit/append';
import { AuditAction } from '../audit/vocabulary';
import { eventRow, systemScope } from '../audit/scope';
import { OfficeRefusal } from '../domain/office-refusal';
import type { OfficeRef } from '../domain/office-ref';
import type { PmsOffice } from '../domain/pms';
import type { DailyCapCode } from '../domain/rate-budget';
import { noteDataInsert } from '../persistence/capabilities';
import type { Database } from '../persistence/database';
import { listIntegrationsOf, refuseIntegrations, restoreIntegrations } from '../persistence/integration-status';
import type { PhiCipher } from '../persistence/phi-cipher';
import { closeConnectionTask, openConnectionTask, StaffTaskKind } from '../persistence/staff-tasks';
import { createInPassing } from './in-passing';

export interface OfficeWatchDeps {
  readonly database: Database;
  readonly cipher: PhiCipher;
  readonly now: () => Date;
  /** Told of every refusal that is put on record, changed or not. */
  readonly onRefusal: (refusal: OfficeRefusal) => void;
  readonly onError: (error: unknown) => void;
}

export interface OfficeWatch {
  /** Puts on record that Sikka refuses the whole office: status, audit rows and staff tasks in one transaction. */
  refuseOffice(office: OfficeRef, refusal: OfficeRefusal): Promise<void>;
  /** The office has a working key again. */
  restore(office: OfficeRef): Promise<void>;
  /** In passing, for what one practice met: at most once a minute for the same thing. */
  noteRefusal(office: PmsOffice, refusal: OfficeRefusal): void;
  /** In passing: whether new data is just coming in, of which half might be read. */
  noteDataInsert(office: PmsOffice, isInProgress: boolean): void;
  /** In passing: the office's cap of the day is used up. */
  noteDailyCap(office: OfficeRef, code: DailyCapCode): void;
  /** Resolves when everything noted so far is on record. */
  settled(): Promise<void>;
}

/** Turns what Sikka's answers say of an office into the integration's status and tasks, so that people learn of it. */
export function createOfficeWatch({ database, cipher, now, onRefusal, onError }: OfficeWatchDeps): OfficeWatch {
  const inPassing = createInPassing(() => now().getTime(), onError);

  const statusRow = (accountId: string, integrationId: string, outcome: 'success' | 'failure') =>
    eventRow(systemScope(accountId, integrationId), { action: AuditAction.integrationStatus, phiFields: [] }, outcome);

  async function refuse(office: OfficeRef, practiceId: string | null, refusal: OfficeRefusal): Promise<void> {
    const { accountId } = office;
    onRefusal(refusal);
    await database.transaction(async (tx) => {
      const moved = await refuseIntegrations(tx, office, practiceId, refusal);
      const task = { accountId, kind: StaffTaskKind.mendConnection, reasonCode: refusal, openedAt: now() };
      for (const { id } of moved) await openConnectionTask(tx, cipher, { ...task, integrationId: id });
      await appendAudit(
        tx,
        moved.map(({ id }) => statusRow(accountId, id, 'failure')),
      );
    });
  }

  return {
    refuseOffice: (office, refusal) => refuse(office, null, refusal),

    async restore(office) {
      inPassing.forget();
      const { accountId } = office;
      await database.transaction(async (tx) => {
        const moved = await restoreIntegrations(tx, office);
        for (const { id } of moved) await closeConnectionTask(tx, accountId, id);
        await appendAudit(
          tx,
          moved.map(({ id }) => statusRow(accountId, id, 'success')),
        );
      });
    },

    noteRefusal(office, refusal) {
      // A key is the whole office's; leave to ask is given by practice.
      const practiceId = refusal === OfficeRefusal.keyRefused ? null : office.practiceId;
      inPassing.note(['refusal', office.accountId, office.officeId, practiceId, refusal], () =>
        refuse(office, practiceId, refusal),
      );
    },

    noteDataInsert(office, isInProgress) {
      inPassing.noteChange(['data-insert', office.accountId, office.officeId], String(isInProgress), () =>
        database.run((manager) => noteDataInsert(manager, office, isInProgress)),
      );
    },

    noteDailyCap(office, code) {
      const { accountId } = office;
      inPassing.note(['daily-cap', accountId, office.officeId], () =>
        database.transaction(async (tx) => {
          const task = { accountId, kind: StaffTaskKind.dailyCap, reasonCode: code, openedAt: now() };
          for (const { id } of await listIntegrationsOf(tx, office)) {
            await openConnectionTask(tx, cipher, { ...task, integrationId: id });
          }
        }),
      );
    },

    settled: () => inPassing.settled(),
  };
}
