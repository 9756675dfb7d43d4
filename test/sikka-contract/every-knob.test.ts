import { z } from 'zod';
import { createKnobs } from '../../simulator/knobs/board';
import { faultSchema } from '../../simulator/knobs/faults';
import { keyKnobs } from '../../simulator/knobs/keys';
import { readKnobs } from '../../simulator/knobs/reads';
import { transportKnobs } from '../../simulator/knobs/transport';
import { writeKnobs } from '../../simulator/knobs/writes';
import { CHANGE_LINES } from './knobs/changes';
import { FAULT_LINES } from './knobs/faults';
import { KEY_LINES } from './knobs/keys';
import type { KnobLine } from './knobs/line';
import { OFFICE_STATE_LINES } from './knobs/office-state';
import { READ_LINES } from './knobs/reads';
import { TRANSPORT_LINES } from './knobs/transport';
import { UTILITY_LINES } from './knobs/utility';
import { LOOK_UP_LINES } from './knobs/write-look-ups';
import { WRITE_LINES } from './knobs/writes';
import { startContractBench, type ContractBench } from './linked-client';
import { readTruth, type Truth } from './truth';

const LINES: readonly KnobLine[] = [
  ...KEY_LINES,
  ...TRANSPORT_LINES,
  ...FAULT_LINES,
  ...READ_LINES,
  ...OFFICE_STATE_LINES,
  ...UTILITY_LINES,
  ...WRITE_LINES,
  ...CHANGE_LINES,
  ...LOOK_UP_LINES,
];

/** Knobs without a line, and why. */
const EXEMPT: Readonly<Record<string, string>> = {
  'office.profile': 'each profile has its own tests beside this file',
  'webhook.practiceIdAs': 'the client receives no webhooks',
  'webhook.duplicates': 'the client receives no webhooks',
  'webhook.reorder': 'the client receives no webhooks',
  'webhook.loss': 'the client receives no webhooks',
  'webhook.retryGapMs': 'the client receives no webhooks',
  'webhook.missingKeyHeader': 'the client receives no webhooks',
  'remote.result': 'the product gives the practice no remote commands',
  'remote.delayMs': 'the product gives the practice no remote commands',
};

let bench: ContractBench;
let truth: Truth;
beforeAll(async () => {
  bench = await startContractBench();
  truth = await readTruth((await bench.link()).client);
});
beforeEach(() => bench.reset());
afterAll(() => bench.close());

it.each(LINES.map((line) => ({ ...line, name: `${line.knob} = ${JSON.stringify(line.setting)}` })))(
  '$name: $guarantee',
  async ({ knob, setting, check }) => {
    await bench.set({ [knob]: setting });
    await check({ ...bench, ...(await bench.link()), truth });
  },
);

describe('the table', () => {
  const linesOf = (knob: string) => LINES.filter((line) => line.knob === knob);

  it('has a line for every knob of the simulator, or a reason why not', () => {
    const names = Object.keys(createKnobs({}).current);
    expect(names.filter((name) => linesOf(name).length === 0 && EXEMPT[name] === undefined)).toEqual([]);
    expect(Object.keys(EXEMPT).filter((name) => !names.includes(name) || linesOf(name).length > 0)).toEqual([]);
  });

  /** The settings of a knob that has a closed list of them. */
  function settingsOf(schema: z.ZodType): readonly unknown[] {
    if (schema instanceof z.ZodDefault) return settingsOf(schema.unwrap() as z.ZodType);
    if (schema instanceof z.ZodEnum) return schema.options;
    if (schema instanceof z.ZodPipe) return settingsOf(schema.out as z.ZodType);
    if (schema instanceof z.ZodLiteral) return [...schema.values];
    return [];
  }

  it('has a line for every setting of a closed list', () => {
    const knobs = { ...keyKnobs, ...transportKnobs, ...readKnobs, ...writeKnobs };
    const settings = Object.entries(knobs)
      .filter(([name]) => EXEMPT[name] === undefined)
      .flatMap(([name, schema]) => settingsOf(schema).map((setting) => ({ name, setting })));
    expect(settings.length).toBeGreaterThan(100);
    const missing = settings.filter(({ name, setting }) => !linesOf(name).some((line) => line.setting === setting));
    expect(missing).toEqual([]);
  });

  it('has a line for every shape of a fault', () => {
    const [, shapes] = faultSchema.shape.status.options;
    const tried = linesOf('api.faults').map(({ setting }) => z.array(faultSchema).parse(setting)[0]?.status);
    expect(shapes.options.filter((shape) => !tried.includes(shape))).toEqual([]);
  });
});
