import { z } from 'zod';

export interface DeskVisit {
  readonly practiceId: string;
  readonly date: string;
  readonly time: string;
  readonly lengthMinutes: number;
  readonly providerId: string;
  readonly operatory: string;
}

/** The simulated practice, seen from behind its desk. */
export interface Office {
  /** The date on its calendar. */
  today(): Promise<string>;
  /** From the acceptance of a write to its completion, in milliseconds. */
  writeDelayMs(): Promise<number>;
  isOnline(): Promise<boolean>;
  setOnline(isOnline: boolean): Promise<void>;
  bookAtDesk(visit: DeskVisit): Promise<void>;
  /** How many requests for a visit with this reference code reached the middleware. */
  countRequests(referenceCode: string): Promise<number>;
  /** How many visits with this reference code stand in the practice's own book on that date. */
  countVisits(date: string, referenceCode: string): Promise<number>;
}

const TIMEOUT_MS = 3_000;

const practiceSchema = z.object({ today: z.string() });
const knobsSchema = z.object({ 'write.delay': z.number(), 'spu.online': z.boolean() });
const requestsSchema = z.object({ items: z.array(z.object({ body: z.unknown().optional() })) });
const visitsSchema = z.object({ items: z.array(z.object({ description: z.string(), isCancelled: z.boolean() })) });
const bookingSchema = z.object({ description: z.string() });

/** Every request has its own short time-out, and no Ctrl-C ends it: switching the computer back on must get through. */
export function createOffice(controlUrl: string): Office {
  const call = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${controlUrl}${path}`, {
      method,
      ...(body === undefined ? {} : { headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    if (!response.ok) throw new Error(`the simulator answered ${response.status} to ${method} ${path}`);
    return response.json();
  };
  const knobs = async () => knobsSchema.parse(await call('GET', '/knobs'));
  return {
    today: async () => practiceSchema.parse(await call('GET', '/practice')).today,
    writeDelayMs: async () => (await knobs())['write.delay'],
    isOnline: async () => (await knobs())['spu.online'],
    setOnline: async (online) => {
      await call('PUT', '/spu', { online });
    },
    bookAtDesk: async (visit) => {
      await call('POST', '/appointments', visit);
    },
    countRequests: async (referenceCode) => {
      const { items } = requestsSchema.parse(await call('GET', '/requests?method=POST&path=/appointment'));
      return items.filter(({ body }) => bookingSchema.safeParse(body).data?.description.includes(referenceCode)).length;
    },
    countVisits: async (date, referenceCode) => {
      const { items } = visitsSchema.parse(await call('GET', `/appointments?date=${date}`));
      return items.filter((visit) => !visit.isCancelled && visit.description.includes(referenceCode)).length;
    },
  };
}
