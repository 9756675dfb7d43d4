import { readFhirFlags } from './fhir-flags';
import { readPeriod } from './period';
import { readReportFlags } from './report-flags';

const ACCOUNT = '7f1d5c1e-54a5-4f0e-8f3b-0a0a0a0a0a01';
const REPORT = ['--account', ACCOUNT, '--patient', '4001', '--as', 'privacy-1', '--out', 'r.html'];

describe('the flags of an access report', () => {
  it('takes the format from the name of the file, unless told', () => {
    expect(readReportFlags(REPORT)).toMatchObject({ ok: true, value: { format: 'html', patient: { id: '4001' } } });
    expect(readReportFlags([...REPORT, '--format', 'json'])).toMatchObject({ value: { format: 'json' } });
  });

  it.each([
    ['without who makes it', REPORT.filter((arg) => arg !== '--as' && arg !== 'privacy-1'), '--as is missing.'],
    ['with a blank name', REPORT.map((arg) => (arg === 'privacy-1' ? ' ' : arg)), '--as must not be empty.'],
    [
      'with no patient',
      REPORT.filter((arg) => arg !== '--patient' && arg !== '4001'),
      'One of --patient and --patient-ref is needed.',
    ],
    ['with two patients', [...REPORT, '--patient-ref', 'r'], 'One of --patient and --patient-ref is needed.'],
    [
      'for what is no account',
      REPORT.map((arg) => (arg === ACCOUNT ? 'x' : arg)),
      '--account must be the id of an account.',
    ],
    [
      'to a file of another kind',
      REPORT.map((arg) => (arg === 'r.html' ? 'r.pdf' : arg)),
      '--out must end in .html or .json, or --format must say which.',
    ],
  ])('are refused %s', (_, args, error) => {
    expect(readReportFlags(args)).toEqual({ ok: false, error });
  });

  it.each(['-Zk3', '--k3', '-'])('take a reference that begins with a dash: %s', (ref) => {
    const byRef = REPORT.filter((arg) => arg !== '--patient' && arg !== '4001');
    expect(readReportFlags(['--patient-ref', ref, ...byRef])).toMatchObject({ ok: true, value: { patient: { ref } } });
    expect(readReportFlags([`--patient-ref=${ref}`, ...byRef])).toMatchObject({ value: { patient: { ref } } });
  });

  it('never take the next flag for a value', () => {
    expect(readReportFlags(['--patient-ref', ...REPORT]).ok).toBe(false);
  });

  it('never repeats what was given as the patient', () => {
    const flags = readReportFlags(['--patient', 'canary-4001', '--account', 'x']);
    expect(JSON.stringify(flags)).not.toContain('canary');
  });
});

describe('the flags of a FHIR export', () => {
  it('is for security unless said, and takes the word that brought it there', () => {
    expect(readFhirFlags(['--fhir', '--as', 'p', '--out', 'x'])).toMatchObject({ value: { purpose: 'security' } });
  });

  it('refuses a purpose that is not in the vocabulary', () => {
    const flags = readFhirFlags(['--as', 'p', '--out', 'x', '--purpose', 'curiosity']);
    expect(flags).toEqual({ ok: false, error: '--purpose must be a purpose of the list.' });
  });
});

describe('readPeriod', () => {
  const zone = 'America/New_York';

  it('takes a date as the whole day on the clock of the zone, over the change of the clocks', () => {
    expect(readPeriod({ from: '2031-03-09', until: '2031-03-09' }, zone)).toEqual({
      ok: true,
      value: { from: new Date('2031-03-09T05:00:00Z'), until: new Date('2031-03-10T04:00:00Z') },
    });
  });

  it('takes an instant as it is', () => {
    expect(readPeriod({ from: null, until: '2031-03-09T00:00:00+01:00' }, zone)).toEqual({
      ok: true,
      value: { from: null, until: new Date('2031-03-08T23:00:00Z') },
    });
  });

  it.each(['yesterday', '2031-02-30', '2031-03-09T00:00:00', '1/2/2031'])('refuses %s', (from) => {
    expect(readPeriod({ from, until: null }, zone).ok).toBe(false);
  });

  it('refuses an end before its beginning', () => {
    expect(readPeriod({ from: '2031-03-09', until: '2031-03-08' }, zone).ok).toBe(false);
  });
});
