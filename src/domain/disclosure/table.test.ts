import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AssuranceLevel } from '../identity/assurance';
import { TOOLS, type ToolName } from '../tools';
import { FIELDS, type FieldList } from './fields';
import { DISCLOSURE, type Allowance } from './table';

const LEVELS = Object.values(AssuranceLevel);
const TOOL_NAMES = Object.keys(TOOLS) as ToolName[];

const namesIn = (list: FieldList): string[] =>
  Object.entries(list).flatMap(([kind, fields]) => fields.map((field: string) => `${kind}.${field}`));
const wordsFor = (list: FieldList): string => namesIn(list).join(', ') || '—';

interface Line {
  readonly tool: ToolName;
  readonly levels: string;
  readonly used: string;
  readonly spoken: string;
}

/** One line for each tool and each run of levels that are alike. */
function linesOf(tool: ToolName): Line[] {
  const lines: (Line & { readonly first: string; readonly last: string })[] = [];
  for (const level of LEVELS) {
    const { used, spoken }: Allowance = DISCLOSURE[tool][level];
    const line = { tool, used: wordsFor(used), spoken: wordsFor(spoken) };
    const before = lines.at(-1);
    const isAlike = before?.used === line.used && before.spoken === line.spoken;
    const first = isAlike ? (lines.pop()?.first ?? level) : level;
    lines.push({ ...line, first, last: level, levels: first === level ? level : `${first}–${level}` });
  }
  return lines;
}

const asMarkdown = (): string[] =>
  TOOL_NAMES.flatMap(linesOf).map(({ tool, levels, used, spoken }) => `${tool} | ${levels} | ${used} | ${spoken}`);

describe('the table of what may be used and spoken', () => {
  it('reads as follows', () => {
    const lines = TOOL_NAMES.flatMap(linesOf).map(
      ({ tool, levels, used, spoken }) => `${tool} at ${levels} uses ${used}; speaks ${spoken}`,
    );
    expect(`\n${lines.join('\n')}\n`).toMatchInlineSnapshot(`
     "
     search-patients at L0–L1 uses patient.patientId, patient.guarantorId, patient.status, patient.firstName, patient.middleName, patient.lastName, patient.preferredName, patient.birthDate, patient.cell, patient.homePhone, patient.workPhone; speaks —
     search-patients at L2–L3 uses patient.patientId, patient.guarantorId, patient.status, patient.firstName, patient.middleName, patient.lastName, patient.preferredName, patient.birthDate, patient.cell, patient.homePhone, patient.workPhone; speaks patient.firstName
     check-availability at L0–L3 uses —; speaks —
     book-appointment at L0–L1 uses —; speaks —
     book-appointment at L2–L3 uses patient.patientId, patient.pendingChangeId, patient.pendingName, visit.date, visit.time, visit.typeName; speaks visit.date, visit.time, visit.typeName
     reschedule-appointment at L0–L1 uses —; speaks —
     reschedule-appointment at L2–L3 uses patient.patientId, patient.pendingChangeId, visit.appointmentSrNo, visit.patientId, visit.date, visit.time, visit.lengthMinutes, visit.providerId, visit.operatory, visit.status, visit.type; speaks visit.date, visit.time
     cancel-appointment at L0–L1 uses —; speaks —
     cancel-appointment at L2–L3 uses patient.pendingChangeId, visit.appointmentSrNo, visit.patientId, visit.date, visit.time, visit.lengthMinutes, visit.providerId, visit.operatory, visit.status, visit.type; speaks visit.date, visit.time
     get-patient-info at L0–L1 uses —; speaks —
     get-patient-info at L2–L3 uses patient.patientId, patient.pendingChangeId, visit.appointmentSrNo, visit.patientId, visit.date, visit.time, visit.lengthMinutes, visit.providerId, visit.operatory, visit.status, visit.type, visit.providerName; speaks visit.count, visit.date, visit.time, visit.providerName
     create-patient at L0–L3 uses patient.firstName, patient.middleName, patient.lastName, patient.preferredName, patient.birthDate, patient.cell, patient.homePhone, patient.workPhone; speaks patient.firstName
     update-patient at L0–L1 uses —; speaks —
     update-patient at L2–L3 uses patient.patientId, patient.pendingName; speaks change.phone, change.email, change.address, change.insurance, change.firstName, change.middleName, change.lastName, change.preferredName, change.language
     transfer-to-human at L0–L1 uses —; speaks —
     transfer-to-human at L2–L3 uses patient.patientId; speaks —
     "
    `);
  });

  it('is the one that people read in docs/privacy.md', () => {
    const page = readFileSync(join(__dirname, '../../../docs/privacy.md'), 'utf8');
    const rows = page
      .split('\n')
      .filter((line) => line.startsWith('| `'))
      .map((line) =>
        line
          .split('|')
          .slice(1, -1)
          .map((cell) => cell.trim().replaceAll('`', ''))
          .join(' | '),
      );
    expect(rows).toEqual(asMarkdown());
  });

  it('gives nothing to anybody below the lowest level of a tool', () => {
    for (const tool of TOOL_NAMES) {
      const below = LEVELS.slice(0, LEVELS.indexOf(TOOLS[tool].minimumLevel));
      expect(below.map((level) => DISCLOSURE[tool][level])).toEqual(below.map(() => ({ used: {}, spoken: {} })));
    }
  });

  it('lets nothing be spoken at L1 that a stranger would not hear', () => {
    for (const tool of TOOL_NAMES) expect(DISCLOSURE[tool].L1.spoken).toEqual(DISCLOSURE[tool].L0.spoken);
  });

  it('never gives less for being known better', () => {
    for (const tool of TOOL_NAMES) {
      for (const purpose of ['used', 'spoken'] as const) {
        const lists = LEVELS.map((level) => namesIn(DISCLOSURE[tool][level][purpose]));
        lists.slice(1).forEach((list, i) => {
          expect(list).toEqual(expect.arrayContaining(lists[i] ?? []));
        });
      }
    }
  });

  it('lets nothing be spoken by which somebody could be reached or impersonated', () => {
    const spoken = new Set(
      TOOL_NAMES.flatMap((tool) => LEVELS.flatMap((level) => namesIn(DISCLOSURE[tool][level].spoken))),
    );
    const never = ['lastName', 'middleName', 'preferredName', 'birthDate', 'cell', 'homePhone', 'workPhone', 'email'];
    for (const field of [...never, 'patientId', 'guarantorId']) expect(spoken).not.toContain(`patient.${field}`);
    for (const field of ['appointmentSrNo', 'type', 'operatory']) expect(spoken).not.toContain(`visit.${field}`);
  });

  it('has an audit name for every field, and one field for every spoken name', () => {
    const spoken = new Set(TOOL_NAMES.flatMap((tool) => namesIn(DISCLOSURE[tool].L3.spoken)));
    const names = [...spoken].map((field) => {
      const [kind = '', name = ''] = field.split('.');
      return (FIELDS as Record<string, Record<string, string>>)[kind]?.[name] ?? '';
    });
    expect(names).not.toContain('');
    expect(new Set(names).size).toBe(names.length);
  });
});
