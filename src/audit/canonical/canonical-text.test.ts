import fc from 'fast-check';
import { auditRowWith } from '../../../test/support/audit-rows';
import { readRewrittenRowLine, readRowLine, writeRowLine } from '../export/row-line';
import { STORED_COLUMNS, type StoredAuditRow } from '../stored-row';
import { createRowReader } from '../verify/chain-row';
import { canonicalText } from './canonical-text';
import { readCopiedRow } from './copied-row';
import { rowHash } from './row-hash';
import { toRowValues, toStoredRow } from './row-values';

// Postgres holds no NUL, and no half of a letter.
const text = fc
  .string({ unit: 'binary' })
  .filter((value) => !value.includes('\0') && Buffer.from(value).toString() === value);
const awkward = fc.constantFrom(
  '',
  '"',
  '\\',
  '\\N',
  '\n',
  '\t',
  '\u0001',
  '\u007f',
  '\u2028',
  '🦷',
  '}}',
  '","id":"',
  'é',
);
const anyText = fc.oneof(text, awkward);
const nullable = fc.option(anyText);
const anyRow: fc.Arbitrary<StoredAuditRow> = fc
  .record({
    canonical_version: fc.constantFrom(1, 2),
    actor_ref: nullable,
    on_behalf_of: nullable,
    evidence: fc.array(anyText),
    phi_fields: fc.array(anyText),
    endpoint: nullable,
    response_status: fc.option(fc.nat(599)),
    vapi_call_id: nullable,
    phi_accessed: fc.boolean(),
  })
  .map((changes) => auditRowWith({ ...changes, caller_ref: null, subject: null }));

/** A line as COPY writes it. */
const copied = (row: StoredAuditRow): string => {
  const escapes: Readonly<Record<string, string>> = {
    '\b': 'b',
    '\f': 'f',
    '\n': 'n',
    '\r': 'r',
    '\t': 't',
    '\v': 'v',
    '\\': '\\',
  };
  const fields = STORED_COLUMNS.map((column) => {
    const value = row[column];
    if (value === null) return '\\N';
    if (typeof value === 'boolean') return value ? 't' : 'f';
    const words = Array.isArray(value) ? JSON.stringify(value) : String(value);
    return words.replaceAll(/[\b\f\n\r\t\v\\]/g, (letter) => `\\${escapes[letter] ?? ''}`);
  });
  return Buffer.from(fields.join('\t')).toString('latin1');
};

it('is a JSON array with a comma and a space between its elements', () => {
  const row = auditRowWith({ chain_seq: 7, evidence: ['a', 'b"'], actor_ref: 'x\n\u0001é', phi_fields: [] });
  const canonical = canonicalText(row) ?? '';
  expect(canonical.startsWith(`[2, "${row.chain}", 7, "${row.id}", ${row.created_at}, 2, "outcome", null, `)).toBe(
    true,
  );
  expect(canonical).toContain(String.raw`"x\n\u0001é", "caller"`);
  expect(canonical).toContain(String.raw`["a","b\""], "${row.patient_ref ?? ''}", true, [], `);
});

it('was, in its first form, each field with its length in octets', () => {
  const row = auditRowWith({
    canonical_version: 1,
    chain_seq: 7,
    actor_ref: 'é',
    evidence: ['a'],
    phi_fields: [],
    caller_ref: null,
  });
  const canonical = canonicalText(row) ?? '';
  expect(canonical.startsWith(`36:${row.chain},1:7,36:${row.id},16:${row.created_at},1:2,7:outcome,-,`)).toBe(true);
  expect(canonical).toContain(',2:é,6:caller,9:treatment,2:L3,3:1:a,22:');
  expect(canonical).toContain(',4:true,0:,9:/patients,3:GET,3:200,');
});

it('is none for a form that is not known, and for a first form with columns that it does not cover', () => {
  expect(canonicalText(auditRowWith({ canonical_version: 3 }))).toBeNull();
  expect(canonicalText(auditRowWith({ canonical_version: 1, caller_ref: 'x' }))).toBeNull();
});

describe('on the fast path', () => {
  const readRow = createRowReader();

  it('has the same hash from a copied line, from an export’s line, and by the rule', () => {
    fc.assert(
      fc.property(anyRow, (row) => {
        const whole = { ...row, row_hash: rowHash(row.prev_hash, canonicalText(row) ?? '') };
        const values = readCopiedRow(copied(whole));
        expect(toStoredRow(values)).toEqual(whole);
        expect(values).toEqual(toRowValues(whole));
        expect(readRow(values)).toMatchObject({ isOwnHashRight: true, id: whole.id, createdAt: whole.created_at });
        expect(readRowLine(writeRowLine(values))).toEqual(values);
      }),
    );
  });

  it('reads an export’s line that another program has written anew, and finds the same values', () => {
    fc.assert(
      fc.property(anyRow, (row) => {
        const values = toRowValues(row);
        const line = JSON.stringify(JSON.parse(Buffer.from(writeRowLine(values), 'latin1').toString()), null, 1);
        // eslint-disable-next-line no-control-regex
        const ascii = line.replaceAll('\n', ' ').replaceAll(/[^\x00-\x7f]/g, (letter) => {
          return `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`;
        });
        expect(readRowLine(ascii)).toBeNull();
        expect(readRewrittenRowLine(ascii)).toEqual(values);
      }),
    );
  });

  it.each([
    ['a name twice', (line: string) => line.replace('"kind":', '"kind":"event","kind":')],
    ['a name that is none', (line: string) => line.replace('"kind":', '"sort":')],
    ['a name too many', (line: string) => line.replace('}}', ',"more":1}}')],
    ['names in another order', (line: string) => line.replace(/("kind":"\w+"),("attempt_id":null)/, '$2,$1')],
    ['no end', (line: string) => line.slice(0, -1)],
    ['a number that is none', (line: string) => line.replace('"chain_seq":', '"chain_seq":1e')],
    ['a list that is none', (line: string) => line.replace('"evidence":[', '"evidence":[{},')],
  ])('takes no line with %s', (_what, spoil) => {
    const line = writeRowLine(toRowValues(auditRowWith()));
    expect(spoil(line)).not.toBe(line);
    expect(readRowLine(spoil(line))).toBeNull();
    expect(readRewrittenRowLine(spoil(line))).toBeNull();
  });
});
