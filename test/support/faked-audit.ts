import { generateKeyPairSync } from 'node:crypto';
import type { AuditRow } from '../../src/audit/events';
import { sealAudit, type SealOutcome } from '../../src/audit/checkpoints/seal-audit';
import { createLocalSigner, type CheckpointSigner } from '../../src/audit/checkpoints/signer';
import type { CheckpointDocument } from '../../src/audit/checkpoints/document';
import type { CheckpointStore } from '../../src/audit/checkpoints/store';
import { Database } from '../../src/persistence/database';
import type { TestDatabase } from './database';

/** What `audit_append` does, but for the time, which is given: as only a superuser can. */
const APPEND_AT = `
  CREATE FUNCTION fake_audit_append(p_row jsonb, p_at timestamptz) RETURNS void LANGUAGE plpgsql AS $fn$
  DECLARE
    r pms_audit_logs := jsonb_populate_record(NULL::pms_audit_logs, p_row);
  BEGIN
    r.chain := coalesce(r.account_id::text, 'system');
    SELECT chain_seq, row_hash INTO r.chain_seq, r.prev_hash FROM audit_chain_heads WHERE chain = r.chain;
    r.chain_seq := coalesce(r.chain_seq, 0) + 1;
    r.prev_hash := coalesce(r.prev_hash, decode(repeat('00', 32), 'hex'));
    r.created_at := p_at;
    r.canonical_version := 2;
    r.event_version := 2;
    r.row_hash := sha256(r.prev_hash || convert_to(audit_canonical(r), 'UTF8'));
    PERFORM audit_ensure_partition(p_at), set_config('parlae.audit_append', 'on', true);
    INSERT INTO pms_audit_logs SELECT r.*;
    INSERT INTO audit_chain_heads (chain, chain_seq, row_hash, created_at)
      VALUES (r.chain, r.chain_seq, r.row_hash, p_at)
      ON CONFLICT (chain) DO UPDATE
        SET chain_seq = excluded.chain_seq, row_hash = excluded.row_hash, created_at = excluded.created_at;
    PERFORM set_config('parlae.audit_append', 'off', true);
  END $fn$`;

/** Puts rows of other times into the record, chained as they should be. In the order of their times. */
export async function fakeAudit(database: TestDatabase) {
  await database.query(APPEND_AT);
  return async (at: string | Date, ...rows: readonly AuditRow[]): Promise<void> => {
    for (const row of rows) await database.query('SELECT fake_audit_append($1::jsonb, $2)', [JSON.stringify(row), at]);
  };
}

export interface TestSealer {
  readonly signer: CheckpointSigner;
  readonly store: CheckpointStore;
  /** What lies outside, by number. */
  readonly outside: Map<number, CheckpointDocument>;
  seal(): Promise<SealOutcome>;
}

/** Seals with a key of this test's own, into memory. */
export function createTestSealer({ admin }: TestDatabase): TestSealer {
  const signer = createLocalSigner(generateKeyPairSync('ed25519').privateKey);
  const outside = new Map<number, CheckpointDocument>();
  const store: CheckpointStore = {
    put(number, document) {
      if (outside.has(number)) return Promise.resolve('exists');
      outside.set(number, document);
      return Promise.resolve('stored');
    },
    read: (number) => Promise.resolve(outside.get(number) ?? null),
    async *list(from = 1) {
      await Promise.resolve();
      for (const [number, document] of outside) if (number >= from) yield { number, document };
    },
  };
  const deps = {
    database: new Database(admin),
    store,
    openSigner: () => Promise.resolve(signer),
    now: () => new Date(),
  };
  return {
    signer,
    store,
    outside,
    async seal() {
      const sealed = await sealAudit(deps);
      if (!sealed.ok) throw new Error(`the record could not be sealed: ${JSON.stringify(sealed.error)}`);
      return sealed.value;
    },
  };
}
