import type { AxiosInstance } from 'axios';
import express from 'express';
import { z } from 'zod';
import { READY, runBare } from './run';
import { connectToSikka } from './sikka';

/** What the tools add to every such read. */
const PATIENTS = { practice_id: '1-1', fields: 'homephone,workphone', limit: '500', offset: '0' };
const APPOINTMENTS = {
  practice_id: '1-1',
  fields: 'operatory,cancelled,cancelled_date,hygienist',
  limit: '1000',
  offset: '0',
};

const searchSchema = z.object({ lastName: z.string(), phone: z.string() });
const rangeSchema = z.object({ startDate: z.string(), endDate: z.string() });

function createProxy(sikka: AxiosInstance): express.Express {
  const app = express();
  const read = async (path: string, params: Record<string, string>): Promise<unknown> =>
    (await sikka.get<unknown>(path, { params })).data;

  app.get('/one-read', async (req, res) => {
    const { lastName } = searchSchema.parse(req.query);
    res.json(await read('/patients', { lastname: lastName, ...PATIENTS }));
  });
  app.get('/five-reads', async (req, res) => {
    const { lastName, phone } = searchSchema.parse(req.query);
    const byName = [{ lastname: lastName }, { search: lastName }];
    const byPhone = [{ cell: phone }, { homephone: phone }, { workphone: phone }];
    const filters: Record<string, string>[] = [...byName, ...byPhone];
    res.json(await Promise.all(filters.map((filter) => read('/patients', { ...filter, ...PATIENTS }))));
  });
  app.get('/appointments', async (req, res) => {
    const { startDate, endDate } = rangeSchema.parse(req.query);
    res.json(await read('/appointments', { startdate: startDate, enddate: endDate, ...APPOINTMENTS }));
  });
  return app;
}

/**
 * The read baseline, a process of its own: an Express server that makes the Sikka requests which a tool makes, and
 * passes the answers on as they came. No checks, no record, no state.
 */
runBare(async () => {
  const app = createProxy(await connectToSikka(process.env));
  app.listen(z.coerce.number().parse(process.env['PORT']), '127.0.0.1', () => {
    console.log(READY);
  });
});
