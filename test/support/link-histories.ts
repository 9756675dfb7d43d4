import type { WorkflowHandle } from '@temporalio/client';
import { historyToJSON, type History } from '@temporalio/common/lib/proto-utils';
import { EncryptionCodec } from '../../src/temporal/codec';
import type { Place } from './canaries';
import { placeOfText } from './places';
import type { TestLink } from './link';

interface JsonPayload {
  readonly metadata: Record<string, string>;
  readonly data: string;
}

const bytes = (base64: string): Uint8Array => Buffer.from(base64, 'base64');

function isEncrypted(json: object): json is JsonPayload {
  const metadata = 'metadata' in json ? json.metadata : null;
  const encoding = typeof metadata === 'object' && metadata !== null && 'encoding' in metadata ? metadata.encoding : '';
  return Buffer.from(String(encoding), 'base64').toString() === 'binary/encrypted';
}

const payloadsIn = (json: unknown): JsonPayload[] => {
  if (typeof json !== 'object' || json === null) return [];
  return isEncrypted(json) ? [json] : Object.values(json).flatMap(payloadsIn);
};

/** All that a workflow's history holds, for one who has the keys of its payloads as well. */
export async function openedHistory({ config }: TestLink, workflow: WorkflowHandle): Promise<Place[]> {
  const json = historyToJSON(await workflow.fetchHistory());
  const codec = new EncryptionCodec(config.keys.payloadKeys.expose());
  const opened = await codec.decode(
    payloadsIn(JSON.parse(json)).map(({ metadata, data }) => ({
      metadata: Object.fromEntries(Object.entries(metadata).map(([name, value]) => [name, bytes(value)])),
      data: bytes(data),
    })),
  );
  return [
    placeOfText('the history as it is', json),
    ...opened.map(({ data }) => ({ name: 'a payload', bytes: Buffer.from(data ?? []) })),
  ];
}

/** How often an activity of this type has ended well in the workflow's current run. */
export async function countDone(workflow: WorkflowHandle, activityType: string): Promise<number> {
  const { events }: History = await workflow.fetchHistory();
  const scheduled = new Set(
    (events ?? [])
      .filter((event) => event.activityTaskScheduledEventAttributes?.activityType?.name === activityType)
      .map((event) => String(event.eventId)),
  );
  return (events ?? []).filter((event) =>
    scheduled.has(String(event.activityTaskCompletedEventAttributes?.scheduledEventId)),
  ).length;
}

/** For how many seconds the workflow's current run has set its last timer. */
export async function lastTimerSeconds(workflow: WorkflowHandle): Promise<number | null> {
  const { events }: History = await workflow.fetchHistory();
  const timers = (events ?? []).flatMap((event) => event.timerStartedEventAttributes ?? []);
  const seconds = timers.at(-1)?.startToFireTimeout?.seconds;
  return seconds === undefined || seconds === null ? null : Number(seconds);
}
