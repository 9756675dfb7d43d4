import type { AxiosInstance } from 'axios';
import type { Pool } from 'pg';

/** A new visit as Sikka takes it. */
export type SikkaVisit = Readonly<Record<string, string>>;

export type BareActivities = ReturnType<typeof createBareActivities>;

/** What the one activity of a baseline does: nothing, or what no booking can do without. */
export function createBareActivities({ sikka, pool }: { readonly sikka: AxiosInstance; readonly pool: Pool }) {
  return {
    doNothing: (_visit: SikkaVisit): Promise<void> => Promise.resolve(),

    async postAndCommit(visit: SikkaVisit): Promise<void> {
      const { data } = await sikka.post<unknown>('/appointment', visit);
      await pool.query('INSERT INTO accepted_writes (answer) VALUES ($1)', [JSON.stringify(data)]);
    },
  };
}
