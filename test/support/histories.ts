import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import path from 'node:path';
import { historyFromJSON, historyToJSON, type History } from '@temporalio/common/lib/proto-utils';

const FOLDER = path.resolve(__dirname, '../histories');

/** Encrypts recorded histories, which hold row ids of a test only. Anybody may know it. */
const KEY_ID = 'recorded';
const KEY = Buffer.from('not-a-secret-recorded-histories!');
export const RECORDING_KEYS = { current: { id: KEY_ID, key: KEY }, all: new Map([[KEY_ID, KEY]]) };
export const RECORDING_PAYLOAD_KEYS = `${KEY_ID}:${KEY.toString('base64')}`;

/** The names of the histories that are kept, without their ending. */
export const recordedNames = (): string[] =>
  existsSync(FOLDER) ? readdirSync(FOLDER).map((file) => path.basename(file, '.json')) : [];

const fileOf = (name: string): string => path.join(FOLDER, `${name}.json`);

export const readHistory = (name: string): History => historyFromJSON(JSON.parse(readFileSync(fileOf(name), 'utf8')));

/** The history as JSON, as Temporal's own tools write it; without the name of the machine that recorded it. */
export const toJson = (history: History): string =>
  historyToJSON(history).replaceAll(`${String(process.pid)}@${hostname()}`, 'recorder');

export function keepHistory(name: string, json: string): void {
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(fileOf(name), `${JSON.stringify(JSON.parse(json), null, 1)}\n`);
}
