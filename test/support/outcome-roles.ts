import { randomUUID } from 'node:crypto';
import type { ToolName } from '../../src/domain/tools';
import { birthDateCanary, findCanaries, phoneCanary, textCanary, type Canary } from './canaries';
import { codesIn, PhoneCall, type Heard } from './phone-call';
import type { TestStack } from './stack';

/** How well a caller is known, and one whom nobody may be told of any more. */
export const SITUATIONS = ['L0', 'L1', 'L2', 'L3', 'locked'] as const;
export type Situation = (typeof SITUATIONS)[number];

/** A number that is on nobody's file. */
const FOREIGN = '+12125550199';
const [CELLS, HOMES, WORKS] = [
  ['602', '480', '623'],
  ['520', '928', '303'],
  ['720', '970', '719'],
] as const;
const numberOf = (areas: readonly string[], nth: number): string =>
  `${areas[Math.floor(nth / 100)] ?? ''}-555-0${String(100 + (nth % 100))}`;
const digitsOf = (number: string): string => number.replace(/-/g, '');

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const twoLetters = (nth: number): string => `${LETTERS[Math.floor(nth / 26)] ?? ''}${LETTERS[nth % 26] ?? ''}`;

/** A chart on which every field is unmistakable. */
const chartOf = (nth: number) => ({
  firstName: `Zeph${twoLetters(nth)}ranta`,
  middleName: `Okap${twoLetters(nth)}iella`,
  lastName: `Quill${twoLetters(nth)}verne`,
  preferredName: `Wobb${twoLetters(nth)}lequin`,
  birthDate: new Date(Date.UTC(1940, 0, 1 + nth * 37)).toISOString().slice(0, 10),
  address: `${String(1_000 + nth)} Fangle${twoLetters(nth)}dangle Way`,
  cell: numberOf(CELLS, nth),
  homePhone: numberOf(HOMES, nth),
  workPhone: numberOf(WORKS, nth),
  email: `mail${twoLetters(nth)}quagga@patients.example`,
});
type Chart = ReturnType<typeof chartOf>;

/** A caller of a test, who is one patient or pretends to be. */
export interface Role {
  readonly call: PhoneCall;
  readonly situation: Situation;
  readonly patientId: string;
  /** Full name and date of birth, as a caller says them. */
  readonly says: { readonly firstName: string; readonly lastName: string; readonly dateOfBirth: string };
  /** Everything on the chart, by the audit record's names. */
  readonly canaries: readonly Canary[];
}

/** One answer, and to whom it was given. */
export interface Answer {
  readonly tool: ToolName;
  readonly heard: Heard;
  readonly role: Role;
}

const canariesOf = (chart: Chart): Canary[] => [
  textCanary('firstname', chart.firstName),
  textCanary('middlename', chart.middleName),
  textCanary('lastname', chart.lastName),
  textCanary('preferred_name', chart.preferredName),
  birthDateCanary('birthdate', chart.birthDate),
  textCanary('address_line1', chart.address),
  phoneCanary('cell', digitsOf(chart.cell)),
  phoneCanary('homephone', digitsOf(chart.homePhone)),
  phoneCanary('workphone', digitsOf(chart.workPhone)),
  textCanary('email', chart.email),
];

/** The fields of the chart that a text gives away, by the audit record's names. */
export const chartFieldsIn = (text: string, { canaries }: Role): string[] =>
  canaries
    .filter((canary) => findCanaries([{ name: '', bytes: Buffer.from(text) }], [canary]).length > 0)
    .map(({ what }) => what);

class RecordedCall extends PhoneCall {
  onHeard: (tool: ToolName, heard: Heard) => void = () => undefined;

  override async tool(tool: ToolName, args: unknown, toolCallId: string = randomUUID()): Promise<Heard> {
    const heard = await super.tool(tool, args, toolCallId);
    this.onHeard(tool, heard);
    return heard;
  }
}

/** Whoever is needed, each a patient of their own whom nobody else knows; and what all of them have heard. */
export function createCast(stack: TestStack) {
  const answers: Answer[] = [];
  let nth = -1;

  const enter = async (chart: Chart): Promise<string> =>
    ((await stack.simulator.post('/patients', chart)) as { patientId: string }).patientId;

  return {
    answers,

    /** Somebody on the line, as well known as that. Of whom nobody is verified yet, nothing has been said. */
    async appear(situation: Situation): Promise<Role> {
      nth += 1;
      const chart = chartOf(nth);
      const { firstName, lastName, birthDate: dateOfBirth } = chart;
      const hasOwnNumber = situation === 'L1' || situation === 'L3';
      const call = new RecordedCall(stack.apiUrl, {
        number: hasOwnNumber ? `+1${digitsOf(chart.cell)}` : FOREIGN,
        controlUrl: (id) => stack.simulator.controlUrlOf(id),
      });
      const says = { firstName, lastName, dateOfBirth };
      const role = { call, situation, says, patientId: await enter(chart), canaries: canariesOf(chart) };
      const listen = (): Role => {
        call.onHeard = (tool, heard) => {
          answers.push({ tool, heard, role });
        };
        return role;
      };
      // What a caller heard before their call was locked is of another situation.
      if (situation !== 'locked') listen();
      if (situation === 'L0' || situation === 'L1') return role;
      const verified = await call.tool('search-patients', says);
      if (!codesIn(verified.text, 'P').includes('P1')) throw new Error(`nobody was verified: ${verified.text}`);
      if (situation !== 'locked') return role;
      for (const _attempt of [1, 2, 3]) await call.tool('search-patients', { ...says, dateOfBirth: '1939-05-06' });
      return listen();
    },
  };
}
export type Cast = ReturnType<typeof createCast>;
