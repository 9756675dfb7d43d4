import type { EntityManager } from 'typeorm';
import type { BlindIndex } from '../crypto/blind-index';
import { reveal, type Phi } from '../domain/phi';

/**
 * Keyed hash of a number that texts go to. The same for all accounts: whoever answers STOP answers the number that we
 * send from, which they share.
 * @param number in E.164
 */
export const textNumberIndex = (index: BlindIndex, number: Phi<string>): string =>
  index('text-number', 'any', reveal(number));

/** Whether the number has asked for no texts. */
export async function isOptedOut(tx: EntityManager, numberIndex: string): Promise<boolean> {
  const rows = await tx.query<unknown[]>('SELECT 1 FROM text_opt_outs WHERE number_index = $1 AND is_out', [
    numberIndex,
  ]);
  return rows.length > 0;
}

/** Keeps what the number has asked for last. */
export async function setOptOut(tx: EntityManager, numberIndex: string, isOut: boolean): Promise<void> {
  await tx.query(
    `INSERT INTO text_opt_outs (number_index, is_out) VALUES ($1, $2)
     ON CONFLICT (number_index) DO UPDATE SET is_out = excluded.is_out, changed_at = now()`,
    [numberIndex, isOut],
  );
}
