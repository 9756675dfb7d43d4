import { z } from 'zod';
import type { Caller } from '../client/vapi-call';

const officeSchema = z.object({
  officeId: z.string(),
  secretKey: z.string(),
  /** Dates as the practice's zone has them. */
  today: z.iso.date(),
  lastDate: z.iso.date(),
  holidays: z.array(z.iso.date()),
});
export type SimulatedOffice = z.infer<typeof officeSchema>;

const stateSchema = z.object({ offices: z.array(z.object({ officeId: z.string() })) });
const requestsSchema = z.object({ items: z.array(z.unknown()) });

/** Far above what a benchmark makes: Sikka's limit is not what is measured. */
const REQUESTS_PER_MINUTE = 10_000_000;

/** What an office can suffer from: it refuses all but one request a minute, or answers none. */
export type Trouble = 'limit' | 'silence';

const TROUBLES: Readonly<Record<Trouble, object>> = {
  limit: { 'rate.limitPerMinute': 1 },
  silence: { 'api.faults': [{ path: '/*', status: 'timeout', probability: 1 }] },
};
const NO_TROUBLE = { 'rate.limitPerMinute': REQUESTS_PER_MINUTE, 'api.faults': [] };

/** The simulator's switchboard. */
export function createSimulatorControl(controlUrl: string) {
  const call = async (method: string, path: string, body?: object): Promise<unknown> => {
    const sent =
      body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    const response = await fetch(`${controlUrl}${path}`, { method, ...sent });
    if (!response.ok) throw new Error(`the simulator's ${path} answered ${response.status}`);
    return response.status === 204 ? null : response.json();
  };
  const turnKnobs = async (knobs: object, officeId?: string): Promise<void> => {
    await call('PUT', officeId === undefined ? '/knobs' : `/knobs?officeId=${officeId}`, knobs);
  };
  return {
    liftRateLimit: (): Promise<void> => turnKnobs({ 'rate.limitPerMinute': REQUESTS_PER_MINUTE }),
    besetOffice: (officeId: string, trouble: Trouble): Promise<void> => turnKnobs(TROUBLES[trouble], officeId),
    relieveOffice: (officeId: string): Promise<void> => turnKnobs(NO_TROUBLE, officeId),
    /** How long the office takes for every answer, beside its work. */
    slowOffice: (officeId: string, latencyMs: number): Promise<void> =>
      turnKnobs({ 'api.latencyMs': latencyMs }, officeId),
    /** The offices that it has; the first one has the people that every seed has. */
    async readOffices(): Promise<[SimulatedOffice, SimulatedOffice]> {
      const { offices } = stateSchema.parse(await call('GET', '/state'));
      const [first, second] = await Promise.all(
        offices.map(async ({ officeId }) => officeSchema.parse(await call('GET', `/practice?officeId=${officeId}`))),
      );
      if (first === undefined || second === undefined) throw new Error('the simulator was to have two offices');
      return [first, second];
    },
    addPatient: async (officeId: string, { firstName, lastName, dateOfBirth, number }: Caller): Promise<void> => {
      const [, area, exchange, rest] = /^\+1(\d{3})(\d{3})(\d{4})$/.exec(number) ?? [];
      const cell = [area, exchange, rest].join('-');
      await call('POST', '/patients', { officeId, firstName, lastName, birthDate: dateOfBirth, cell });
    },
    /** How many requests to Sikka the work makes. */
    async countRequests(work: () => Promise<unknown>): Promise<number> {
      await call('DELETE', '/requests');
      await work();
      return requestsSchema.parse(await call('GET', '/requests')).items.length;
    },
  };
}
export type SimulatorControl = ReturnType<typeof createSimulatorControl>;
