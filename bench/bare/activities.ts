import type { AxiosInstance } from 'axios';
import type { Pool } from 'pg';

/** A new visit as Sikka takes it. */
export type SikkaVisit = Readonly<Record<string, string>>;

export type BareActivities = ReturnType<typeof createBareActivities>;

/** What the one activity of a baseline does: nothing, or what no booking can do without. */
export function createBareActivities({ sikka, pool }: { readonly sikka: AxiosInstance; readonly pool: Pool }) {
  async function postAndCommit(visit: SikkaVisit): Promise<void> {
    const { data } = await sikka.post<unknown>('/appointment', visit);
    await pool.query('INSERT INTO accepted_writes (answer) VALUES ($1)', [JSON.stringify(data)]);
  }

  return {
    doNothing: (_visit: SikkaVisit): Promise<void> => Promise.resolve(),

    postAndCommit,

    /** Looks first whether the time is still free, as nobody books blindly. */
    async readPostAndCommit(visit: SikkaVisit, busyDate: string): Promise<void> {
      await sikka.get<unknown>('/appointments', {
        params: {
          ...{ startdate: busyDate, enddate: busyDate, practice_id: visit['practice_id'] ?? '' },
          ...{ fields: 'operatory,cancelled,cancelled_date,hygienist', limit: '1000', offset: '0' },
        },
      });
      await postAndCommit(visit);
    },
  };
}
