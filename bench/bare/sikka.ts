import { Agent } from 'node:http';
import axios, { type AxiosInstance } from 'axios';
import { z } from 'zod';

const environmentSchema = z.object({
  SIKKA_BASE_URL: z.url(),
  SIKKA_APP_ID: z.string(),
  SIKKA_APP_KEY: z.string(),
  BENCH_OFFICE_ID: z.string(),
  BENCH_SECRET_KEY: z.string(),
});

/** axios with kept connections and a request key of its own, got once: all that a bare client needs. */
export async function connectToSikka(env: Readonly<Record<string, string | undefined>>): Promise<AxiosInstance> {
  const { SIKKA_BASE_URL, SIKKA_APP_ID, SIKKA_APP_KEY, BENCH_OFFICE_ID, BENCH_SECRET_KEY } =
    environmentSchema.parse(env);
  const sikka = axios.create({ baseURL: SIKKA_BASE_URL, httpAgent: new Agent({ keepAlive: true }) });
  const { data } = await sikka.post<unknown>('/request_key', {
    grant_type: 'request_key',
    office_id: BENCH_OFFICE_ID,
    secret_key: BENCH_SECRET_KEY,
    app_id: SIKKA_APP_ID,
    app_key: SIKKA_APP_KEY,
  });
  sikka.defaults.headers.common['Request-Key'] = z.object({ request_key: z.string() }).parse(data).request_key;
  return sikka;
}
