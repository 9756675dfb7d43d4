import { appendAudit } from '../../audit/append';
import type { AuditRow } from '../../audit/events';
import type { CapabilityPart, PmsFreshness } from '../../domain/pms-capabilities';
import type { PmsError } from '../../domain/pms-errors';
import type { Result } from '../../domain/result';
import { lockCapabilities, saveCapabilities, saveFreshness } from '../../persistence/capabilities';
import type { Database } from '../../persistence/database';
import type { Practice } from '../../persistence/practices';
import type { OfficeCallContext } from '../../sikka/calls';
import { createNotes } from './noted';
import { readFreshness, type ReadFreshness } from './read-freshness';
import { readParts } from './read-parts';
import { settleCapabilities, unreadParts } from './settle-capabilities';
import type { CapabilitySource } from './source';

export interface CapabilityRefreshDeps {
  readonly database: Database;
  readonly sikka: CapabilitySource;
  readonly now: () => Date;
}

export interface RefreshOccasion {
  readonly signal?: AbortSignal | undefined;
  readonly workflowId: string | null;
}

export interface RefreshOutcome {
  /** `failed`: what was stored, if anything, is as it was. */
  readonly kind: 'refreshed' | 'failed';
  readonly staleParts: readonly CapabilityPart[];
}

/** Support calls took up to 6.5 s in Sikka's samples; what waits for its turn behind calls in progress takes longer. */
const READ_TIMEOUT_MS = 18_000;

const contextOf = ({ office }: Practice, { signal }: RefreshOccasion): OfficeCallContext => ({
  office,
  signal,
  timeoutMs: READ_TIMEOUT_MS,
  priority: 'background',
});

/** Whether data is coming in is kept as other reads last saw it: it may have changed while we asked. */
function settleFreshness(
  read: Result<ReadFreshness, PmsError>,
  earlier: PmsFreshness | null,
  now: Date,
): PmsFreshness | null {
  if (!read.ok) return earlier;
  const isInsertInProgress = earlier?.isInsertInProgress ?? false;
  return { ...read.value, isInsertInProgress, checkedAt: now.toISOString() };
}

export type CapabilityRefresh = ReturnType<typeof createCapabilityRefresh>;

/** Asks Sikka what a practice's software can do and how old its copy is, and stores what is new of it. */
export function createCapabilityRefresh({ database, sikka, now }: CapabilityRefreshDeps) {
  const record = (rows: readonly AuditRow[]) => database.run((tx) => appendAudit(tx, rows));

  return {
    /** All of it. A part that cannot be read keeps its stored value; a first refresh that fails stores nothing. */
    async refreshCapabilities(practice: Practice, occasion: RefreshOccasion): Promise<RefreshOutcome> {
      const { noted, rows } = createNotes(practice, occasion.workflowId);
      const parts = await readParts(sikka, practice, contextOf(practice, occasion), noted);
      const staleParts = unreadParts(parts);
      return database.transaction(async (tx): Promise<RefreshOutcome> => {
        const { accountId, integrationId, pms } = practice;
        const stored = await lockCapabilities(tx, accountId, integrationId);
        const capabilities = settleCapabilities(pms, parts, stored?.capabilities ?? null);
        if (capabilities !== null) {
          const freshness = settleFreshness(parts.freshness, stored?.freshness ?? null, now());
          await saveCapabilities(tx, { accountId, integrationId, capabilities, freshness, refreshedAt: now() });
        }
        await appendAudit(tx, rows);
        return { kind: capabilities === null ? 'failed' : 'refreshed', staleParts };
      });
    },

    /** How old Sikka's copy is, and nothing else: two calls of the app, for use many times a day. */
    async refreshFreshness(practice: Practice, occasion: RefreshOccasion): Promise<RefreshOutcome> {
      const { noted, rows } = createNotes(practice, occasion.workflowId);
      const read = await readFreshness(sikka, practice.office, contextOf(practice, occasion), noted);
      if (!read.ok) {
        await record(rows);
        return { kind: 'failed', staleParts: ['freshness'] };
      }
      return database.transaction(async (tx): Promise<RefreshOutcome> => {
        const { accountId, integrationId } = practice;
        const stored = await lockCapabilities(tx, accountId, integrationId);
        const freshness = settleFreshness(read, stored?.freshness ?? null, now());
        if (stored !== null && freshness !== null) await saveFreshness(tx, accountId, integrationId, freshness);
        await appendAudit(tx, rows);
        return stored === null ? { kind: 'failed', staleParts: [] } : { kind: 'refreshed', staleParts: [] };
      });
    },
  };
}
