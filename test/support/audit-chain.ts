import { randomUUID } from 'node:crypto';
import { appendAudit } from '../../src/audit/append';
import { BLANK_SCOPE, eventRow } from '../../src/audit/scope';
import { Database } from '../../src/persistence/database';
import type { SealDatabase } from '../../src/audit/checkpoints/seal-audit';
import type { TestDatabase } from './database';

/** Rows as of now, by the record's own writer. @param chain an account's id, or `system` */
export async function appendRows({ admin }: TestDatabase, chain: string, count: number): Promise<void> {
  const scope = { ...BLANK_SCOPE, accountId: chain === 'system' ? null : chain };
  const row = () => eventRow(scope, { action: 'audit.read', phiFields: [] }, 'success');
  await admin.transaction((tx) => appendAudit(tx, Array.from({ length: count }, row)));
}

/** One row as if it had been written at another time, by hand: the record's own writer knows now only. */
export async function appendRowAt(database: TestDatabase, chain: string, at: string): Promise<void> {
  await database.query(APPEND_AT);
  await database.query('SELECT test_append_at($1, $2)', [chain, at]);
}

const APPEND_AT = `
  CREATE OR REPLACE FUNCTION test_append_at(p_chain text, p_at timestamptz) RETURNS void LANGUAGE plpgsql AS $fn$
  DECLARE
    v_head audit_chain_heads;
    v_new pms_audit_logs;
  BEGIN
    SELECT * INTO v_head FROM audit_chain_heads WHERE chain = p_chain;
    v_new := jsonb_populate_record(NULL::pms_audit_logs, jsonb_build_object(
      'canonical_version', 2, 'chain', p_chain, 'chain_seq', coalesce(v_head.chain_seq, 0) + 1, 'created_at', p_at,
      'id', gen_random_uuid(), 'account_id', nullif(p_chain, 'system'), 'event_version', 2, 'kind', 'event',
      'action', 'audit.read', 'outcome', 'success', 'actor_type', 'system', 'purpose', 'security',
      'phi_accessed', false, 'evidence', '[]'::jsonb, 'phi_fields', '[]'::jsonb));
    v_new.prev_hash := coalesce(v_head.row_hash, decode(repeat('00', 32), 'hex'));
    v_new.row_hash := sha256(v_new.prev_hash || convert_to(audit_canonical(v_new), 'UTF8'));
    PERFORM audit_ensure_partition(p_at), set_config('parlae.audit_append', 'on', true);
    INSERT INTO pms_audit_logs SELECT v_new.*;
    INSERT INTO audit_chain_heads VALUES (p_chain, v_new.chain_seq, v_new.row_hash, p_at)
      ON CONFLICT (chain) DO UPDATE
        SET chain_seq = excluded.chain_seq, row_hash = excluded.row_hash, created_at = excluded.created_at;
    PERFORM set_config('parlae.audit_append', 'off', true);
  END $fn$`;

/** Changes the record as nobody can but the owner of the whole server: no trigger looks. */
export async function tamper({ admin }: TestDatabase, ...statements: readonly string[]): Promise<void> {
  await admin.transaction(async (tx) => {
    await tx.query('SET LOCAL session_replication_role = replica');
    for (const statement of statements) await tx.query(statement);
  });
}

/** The database with the rights that api and worker have. */
export function asApp({ admin }: TestDatabase): SealDatabase {
  const database = new Database(admin);
  const transaction: SealDatabase['transaction'] = (work) =>
    database.transaction(async (tx) => {
      await tx.query('SET LOCAL ROLE parlae_app');
      return work(tx);
    });
  return { transaction, run: transaction };
}

export const newChain = (): string => randomUUID();
