import type { AxiosInstance } from 'axios';
import { z } from 'zod';
import type { PmsOffice } from '../../src/domain/pms';
import type { SikkaClient } from '../../src/sikka/client';
import type { SikkaReply } from '../../src/sikka/reply';
import type { Contender, RoundPlan } from '../measure/rounds';
import type { Pair } from './pair';

const PATIENT_FIELDS = 'homephone,workphone';
const VISIT_FIELDS = 'operatory,cancelled,cancelled_date,hygienist';

export interface ClientPairDeps {
  /** Who answers, for the title. */
  readonly upstream: string;
  readonly target: string;
  readonly sikka: SikkaClient;
  readonly axios: AxiosInstance;
  readonly office: PmsOffice;
  /** A day with visits. */
  readonly day: string;
  readonly plan: RoundPlan;
}

/** One read, by the client and by axios alone. */
interface Duel {
  readonly what: string;
  /** How many rows the client gave. Throws when it gave an error. */
  readonly byClient: () => Promise<number>;
  /** What axios gave. */
  readonly byAxios: () => Promise<unknown>;
}

const listSchema = z.object({ items: z.array(z.unknown()).nonempty() });

/** The product's client beside axios with kept connections and a key in its header, which parses JSON and no more. */
export function clientPair({ upstream, target, sikka, axios, office, day, plan }: ClientPairDeps): Pair {
  const { practiceId } = office;
  const get = async (path: string, params: Readonly<Record<string, string>>): Promise<unknown> =>
    (await axios.get<unknown>(path, { params })).data;

  const patients = (limit: number): Duel => ({
    what: `a page of at most ${limit} patients`,
    async byClient() {
      const pages = sikka.patients.eachPatientPage({ office }, { rowsPerPage: limit });
      const first = await pages.next();
      await pages.return();
      if (first.done === true) throw new Error('the client was to give a page');
      return rowsOf(first.value);
    },
    byAxios: () =>
      get('/patients', { practice_id: practiceId, fields: PATIENT_FIELDS, limit: String(limit), offset: '0' }),
  });
  const visits: Duel = {
    what: "a day's visits",
    byClient: async () => rowsOf(await sikka.appointments.listBusyVisits({ office }, { startDate: day, endDate: day })),
    byAxios: () =>
      get('/appointments', {
        ...{ startdate: day, enddate: day, practice_id: practiceId },
        ...{ fields: VISIT_FIELDS, limit: '1000', offset: '0' },
      }),
  };

  const duels = [patients(50), patients(500), visits].map(contendersOf);
  return {
    title: `The client beside bare axios, ${upstream}`,
    target,
    plan,
    // Apart from one another: after a large page the next reader meets the garbage of it.
    groups: duels.map(({ bare, client }) => [bare, client]),
    lines: duels.flatMap(({ bare, client }) => [[bare.name, null] as const, [client.name, bare.name] as const]),
    countsSikkaCalls: false,
  };
}

function rowsOf(reply: SikkaReply<readonly unknown[]>): number {
  if (!reply.ok || reply.value.length === 0) throw new Error('the client was to give rows');
  return reply.value.length;
}

function contendersOf({ what, byClient, byAxios }: Duel): { readonly bare: Contender; readonly client: Contender } {
  return {
    bare: {
      name: `bare axios, ${what}`,
      async sample() {
        const startedAt = performance.now();
        const answer = await byAxios();
        const elapsedMs = performance.now() - startedAt;
        listSchema.parse(answer);
        return elapsedMs;
      },
    },
    client: {
      name: `the client, ${what}`,
      async sample() {
        const startedAt = performance.now();
        await byClient();
        return performance.now() - startedAt;
      },
    },
  };
}
