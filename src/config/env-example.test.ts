import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { apiVariables } from './api-config';
import { commandVariables } from './command-variables';
import type { Variables } from './read-variables';
import { workerVariables } from './worker-config';

const text = readFileSync(join(__dirname, '../../.env.example'), 'utf8');
const example = parseEnv(text);
const api: Variables = apiVariables({});
const worker: Variables = workerVariables({});
const all: Variables = { ...api, ...worker, ...commandVariables };

/** What .env.example says above a variable, up to the line before it. */
function commentAbove(name: string): string {
  const lines = text.split('\n');
  const at = lines.findIndex((line) => line.startsWith(`${name}=`));
  const start = lines.slice(0, at).findLastIndex((line) => !line.startsWith('#'));
  return lines.slice(start + 1, at).join(' ');
}

describe('.env.example', () => {
  it('names every variable that a process or a command reads and no other', () => {
    expect(Object.keys(example).sort()).toEqual(Object.keys(all).sort());
  });

  it.each(Object.entries(all))('shows the default of %s', (name, schema) => {
    const fallback = schema.safeParse(undefined);
    const hasDefault = fallback.success && fallback.data !== undefined;
    if (hasDefault) expect(schema.parse(example[name])).toEqual(fallback.data);
    else expect(example[name]).toBe('');
  });

  it.each(Object.entries(all))('marks %s as required exactly when it is', (name, schema) => {
    expect(commentAbove(name).includes('[required]')).toBe(!schema.safeParse(undefined).success);
  });
});

it('gives every variable an example for the report of problems', () => {
  for (const [name, schema] of Object.entries(all)) {
    expect([name, schema.meta()?.['example']]).toEqual([name, expect.stringMatching(/./)]);
  }
});
