import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSimulator, type SimulatorOptions } from '../../simulator/server';
import type { OfficeRefusal } from '../../src/domain/office-refusal';
import type { PmsOffice } from '../../src/domain/pms';
import { Secret } from '../../src/domain/secret';
import { createLocalSecretStore } from '../../src/secrets/local';
import type { SecretStore } from '../../src/secrets/port';
import { createSikkaClient, type SikkaClient, type SikkaClientDeps } from '../../src/sikka/client';

/** Tuesday 4 March 2031, 10:00 in the practice's zone. */
const START_AT_MS = Date.UTC(2031, 2, 4, 15);

export const OFFICE: PmsOffice = { accountId: 'acc-1', officeId: 'D00001', practiceId: '1-1' };
export const OTHER_PRACTICE: PmsOffice = { ...OFFICE, practiceId: '1-2' };
/** Another customer's. */
export const OTHER_OFFICE: PmsOffice = { accountId: 'acc-2', officeId: 'E00001', practiceId: '1-1' };
const SECRETS = { [OFFICE.officeId]: 'sim-secret-00001', [OTHER_OFFICE.officeId]: 'sim-secret-e00001' };

/** One process of ours, with what its observer was told. */
export interface LinkedClient {
  readonly client: SikkaClient;
  readonly secrets: SecretStore;
  readonly refusals: readonly OfficeRefusal[];
  /** Of `Data-Insert`, in order: whether it was in progress. */
  readonly dataInserts: readonly boolean[];
}

export interface Write {
  readonly id: string;
  readonly kind: string;
  readonly state: 'pending' | 'done' | 'failed' | 'removed';
  readonly createdId: string;
  readonly result: string;
  readonly body: Readonly<Record<string, string>>;
}

export interface BookedVisit {
  readonly appointmentSrNo: string;
  readonly patientId: string;
  readonly date: string;
  readonly time: string;
  readonly description: string;
  readonly isCancelled: boolean;
}

export interface JournalLine {
  readonly method: string;
  readonly path: string;
  readonly status: number | null;
  readonly body?: Readonly<Record<string, string>>;
}

/** A simulator over HTTP with a clock that stands still until it is moved, and clients that are linked to it. */
export interface ContractBench {
  readonly baseUrl: string;
  now(): Date;
  advance(ms: number): void;
  /** For one office, or for all that have no settings of their own. */
  set(knobs: Readonly<Record<string, unknown>>, officeId?: string): Promise<void>;
  post(path: string, body?: object): Promise<unknown>;
  /** A client with the secrets of both offices and no key yet; with `secrets`, another process at the same store. */
  link(extra?: Partial<SikkaClientDeps>): Promise<LinkedClient>;
  /** Every write that Sikka took, in order. */
  writes(): Promise<readonly Write[]>;
  /** What was written into the office's own book. */
  bookedVisits(): Promise<readonly BookedVisit[]>;
  requests(method: string, path: string): Promise<readonly JournalLine[]>;
  /** Everything as at the start, and the clients that were linked closed. */
  reset(): Promise<void>;
  close(): Promise<void>;
}

export async function startContractBench(options: SimulatorOptions = {}): Promise<ContractBench> {
  let atMs = START_AT_MS;
  const now = (): Date => new Date(atMs);
  const simulator = await startSimulator({ now, writeDelayMs: 1_000, ...options });
  const linked: { close(): void | Promise<void> }[] = [];

  async function control(method: string, path: string, body?: object): Promise<unknown> {
    const response = await fetch(`${simulator.controlUrl}${path}`, {
      method,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`the simulator's ${path} answered ${response.status}: ${await response.text()}`);
    return response.status === 204 ? null : response.json();
  }
  const items = async <T>(path: string): Promise<readonly T[]> =>
    ((await control('GET', path)) as { items: readonly T[] }).items;

  async function newStore(): Promise<SecretStore> {
    const folder = await mkdtemp(join(tmpdir(), 'parlae-contract-'));
    linked.push({ close: () => rm(folder, { recursive: true, force: true }) });
    const key = randomBytes(32);
    const secrets = createLocalSecretStore({
      file: join(folder, 'secrets.json'),
      keys: new Secret({ current: { id: 'k1', key }, all: new Map([['k1', key]]) }),
    });
    for (const { accountId, officeId } of [OFFICE, OTHER_OFFICE]) {
      const secretKey = new Secret(SECRETS[officeId] ?? '');
      const noKeys = { requestKey: null, refreshKey: null, requestKeyExpiresAt: null };
      await secrets.storePracticeCredentials(accountId, { officeId, secretKey, ...noKeys });
    }
    return secrets;
  }

  async function forget(): Promise<void> {
    for (const one of linked.splice(0).reverse()) await one.close();
  }

  return {
    baseUrl: simulator.baseUrl,
    now,
    advance(ms) {
      atMs += ms;
    },
    async set(knobs, officeId) {
      await control('PUT', officeId === undefined ? '/knobs' : `/knobs?officeId=${officeId}`, knobs);
    },
    post: (path, body = {}) => control('POST', path, body),
    async link(extra = {}) {
      const secrets = extra.secrets ?? (await newStore());
      const [refusals, dataInserts]: [OfficeRefusal[], boolean[]] = [[], []];
      const observer = {
        noteRefusal: (_office: PmsOffice, refusal: OfficeRefusal) => void refusals.push(refusal),
        noteDataInsert: (_office: PmsOffice, isInProgress: boolean) => void dataInserts.push(isInProgress),
      };
      const app = { appId: 'sim-app-id', appKey: new Secret('sim-app-key') };
      const client = createSikkaClient({ baseUrl: simulator.baseUrl, ...app, now, observer, ...extra, secrets });
      linked.push(client);
      return { client, secrets, refusals, dataInserts };
    },
    writes: () => items('/writebacks'),
    bookedVisits: () => items('/appointments'),
    requests: (method, path) => items(`/requests?method=${method}&path=${encodeURIComponent(path)}`),
    async reset() {
      await forget();
      await control('POST', '/reset');
      atMs = START_AT_MS;
    },
    async close() {
      await forget();
      await simulator.close();
    },
  };
}
