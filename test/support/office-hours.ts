import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A practice's hours, whatever day it is. */
export type Hours = 'always-open' | 'always-closed' | 'unknown';

export interface HoursWire {
  readonly baseUrl: string;
  close(): Promise<void>;
}

const DAYS = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];
const ALL_DAY = [
  ['00:00', '23:59'],
  ['23:59', '00:00'],
  ['', ''],
];

type Row = Record<string, unknown>;

const rowWith = (row: Row, isOpen: boolean): Row => ({
  ...row,
  ...Object.fromEntries(
    DAYS.flatMap((day): [string, string][] => [
      [`${day}_holiday`, 'False'],
      ...ALL_DAY.flatMap(([start, end], pair): [string, string][] => [
        [`${day}_start_${String(pair + 1)}`, isOpen ? (start ?? '') : ''],
        [`${day}_end_${String(pair + 1)}`, isOpen ? (end ?? '') : ''],
      ]),
    ]),
  ),
});

const isPracticeRow = (value: Row): boolean => String(value['resource_type']).toLowerCase() === 'practice';

function rewritten(value: unknown, hoursOf: (practiceId: string) => Hours): unknown {
  if (Array.isArray(value)) {
    return (value as unknown[]).map((item) => rewritten(item, hoursOf)).filter((item) => item !== null);
  }
  if (typeof value !== 'object' || value === null) return value;
  const row = value as Row;
  if (!isPracticeRow(row)) {
    return Object.fromEntries(Object.entries(row).map(([name, inner]) => [name, rewritten(inner, hoursOf) ?? inner]));
  }
  const hours = hoursOf(String(row['practice_id']));
  return hours === 'unknown' ? null : rowWith(row, hours === 'always-open');
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** A wire to the simulator on which each practice keeps the hours that a test gives it: what holds on any day of the week. */
export async function startHoursWire(target: string, hoursOf: (practiceId: string) => Hours): Promise<HoursWire> {
  const { origin, pathname } = new URL(target);
  const server = createServer((incoming, outgoing) => {
    void (async () => {
      const { method = 'GET', url = '/' } = incoming;
      const { host: _own, connection: _hop, 'content-length': _length, ...headers } = incoming.headers;
      const body = await bodyOf(incoming);
      const answer = await fetch(`${origin}${url}`, {
        method,
        headers: headers as Record<string, string>,
        ...(body.length === 0 ? {} : { body: new Uint8Array(body) }),
      });
      const text = await answer.text();
      const isHours = url.includes('/practice_schedule') && answer.status === 200;
      const kept = [...answer.headers].filter(
        ([name]) => !['content-encoding', 'content-length', 'transfer-encoding', 'connection'].includes(name),
      );
      outgoing.writeHead(answer.status, Object.fromEntries(kept));
      outgoing.end(isHours ? JSON.stringify(rewritten(JSON.parse(text), hoursOf)) : text);
    })().catch(() => outgoing.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    baseUrl: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}${pathname}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
