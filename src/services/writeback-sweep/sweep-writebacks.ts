import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { appendAudit } from '../../audit/append';
import { BLANK_SCOPE, exchangeRows, type AuditedAct } from '../../audit/scope';
import { AuditAction, AuditPurpose } from '../../audit/vocabulary';
import type { BlindIndex } from '../../crypto/blind-index';
import type { PmsExchange } from '../../domain/pms';
import { addDays, todayIn } from '../../domain/time/practice-time';
import type { Database } from '../../persistence/database';
import {
  findSweepStand,
  finishSweep,
  forgetSeen,
  readClock,
  rememberSeen,
  takeSweep,
} from '../../persistence/writeback-sweeps';
import type { SikkaClient } from '../../sikka/client';
import { withDeadline } from '../../sikka/deadline';
import { toSeen } from './match-hashes';

export interface SweepDeps {
  readonly database: Database;
  readonly sikka: Pick<SikkaClient, 'writebacks'>;
  readonly index: BlindIndex;
  readonly now: () => Date;
}

/** `late`: others were at it for too long, and what they have seen so far is all that there is. */
export type SweepOutcome = 'done' | 'failed' | 'late';

/** Sikka's own sample of this list took five seconds. */
const LIST_TIMEOUT_MS = 15_000;
/** A little longer than another's sweep may take. */
const WAIT_MS = 17_000;
const LOOK_AGAIN_MS = 200;
/** A write is looked for within a day of its being sent. */
const DAYS_BACK = 2;

/** The list is every tenant's, so its reading belongs to no account; whose write was looked for has a row of its own. */
const READ: AuditedAct = {
  action: AuditAction.writebackLookUp,
  purpose: AuditPurpose.treatment,
  phiFields: ['api_request_body'],
};

/**
 * One reading of Sikka's list of write-backs for everybody who needs one: a sweep that began after the given moment is
 * good enough, one that is under way is waited for, and else the caller reads the list itself. What was seen is in
 * `seen_writebacks` afterwards. A failed sweep is the result of all who waited for it, and frees the turn.
 */
export const sweepWritebacks =
  (deps: SweepDeps) =>
  async ({ startedAfter }: { readonly startedAfter: Date }): Promise<SweepOutcome> => {
    const { database } = deps;
    // A clock of ours that runs ahead must not ask for a sweep that nobody can have made yet.
    const clock = await database.run(readClock);
    const since = startedAfter < clock ? startedAfter : clock;
    const endsAtMs = performance.now() + WAIT_MS;
    for (;;) {
      const stand = await database.run((manager) => findSweepStand(manager, since));
      if (stand === 'done' || stand === 'failed') return stand;
      const turn = stand === 'free' ? await takeTurn(deps) : null;
      if (turn !== null) return sweep(deps, turn);
      if (performance.now() > endsAtMs) return 'late';
      await delay(LOOK_AGAIN_MS);
    }
  };

interface Turn {
  readonly holder: string;
  readonly startedAt: Date;
}

async function takeTurn({ database }: SweepDeps): Promise<Turn | null> {
  const holder = randomUUID();
  const startedAt = await database.run((manager) => takeSweep(manager, holder));
  return startedAt === null ? null : { holder, startedAt };
}

async function sweep(deps: SweepDeps, turn: Turn): Promise<'done' | 'failed'> {
  const { database } = deps;
  const exchanges: PmsExchange[] = [];
  let isDone = false;
  try {
    isDone = await withDeadline({ timeoutMs: LIST_TIMEOUT_MS }, (signal) => readList(deps, signal, exchanges));
  } finally {
    await database.transaction(async (tx) => {
      if (isDone) await forgetSeen(tx);
      await finishSweep(tx, { ...turn, isDone });
      await appendAudit(tx, exchangeRows(BLANK_SCOPE, READ, { exchanges }));
    });
  }
  return isDone ? 'done' : 'failed';
}

/** A look-up's day, and one on each side: the list's days are those of clocks that we do not know. False: not all of it. */
async function readList(
  { database, sikka, index, now }: SweepDeps,
  signal: AbortSignal,
  exchanges: PmsExchange[],
): Promise<boolean> {
  const today = todayIn('UTC', now());
  const context = { signal, timeoutMs: LIST_TIMEOUT_MS, priority: 'background' } as const;
  const days = { from: addDays(today, -DAYS_BACK), to: addDays(today, 1) };
  for await (const page of sikka.writebacks.eachWritebackPage(context, days)) {
    exchanges.push(...page.exchanges);
    if (!page.ok) return false;
    const seen = page.value.flatMap((entry) => toSeen(index, entry));
    await database.run((manager) => rememberSeen(manager, seen));
  }
  return true;
}
