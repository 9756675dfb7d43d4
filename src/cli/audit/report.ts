import { findReportPractice, type ReportPractice } from '../../audit/report/find-practice';
import { makeReport } from '../../audit/report/make-report';
import { renderHtml } from '../../audit/report/render-html';
import { accessReportSchema, type AccessReport } from '../../audit/report/schema';
import { keysVariables } from '../../config/keys';
import { createBlindIndex } from '../../crypto/blind-index';
import type { Secret } from '../../domain/secret';
import type { Database } from '../../persistence/database';
import { problemWithOut, writeOut } from './out-file';
import { readPeriod } from './period';
import { readReportFlags, REPORT_USAGE, type ReportFlags } from './report-flags';
import { withRecord } from './with-record';

/** `npm run audit -- report`. @returns the exit code: 2 for wrong flags */
export async function runReport(args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  if (args.includes('--help')) {
    console.log(REPORT_USAGE);
    return 0;
  }
  const flags = readReportFlags(args);
  if (!flags.ok) return refuse(`${flags.error}\n\n${REPORT_USAGE}`);
  const outProblem = problemWithOut(flags.value.out, flags.value.isForced);
  if (outProblem !== null) return refuse(outProblem);
  const key = keysVariables.INDEX_KEY;
  const variables = { INDEX_KEY: 'id' in flags.value.patient ? key : key.optional() };
  return withRecord(variables, env, (database, values) => writeReport(database, flags.value, values.INDEX_KEY ?? null));
}

const refuse = (why: string): number => {
  console.error(why);
  return 2;
};

async function writeReport(database: Database, flags: ReportFlags, indexKey: Secret<Buffer> | null): Promise<number> {
  const found = await database.run((tx) => findReportPractice(tx, flags.accountId, flags.integrationId));
  if (!found.ok)
    return refuse(found.error === 'no-account' ? 'There is no such account.' : 'The account has no such integration.');
  const patientRef = refOf(found.value, flags.patient, indexKey);
  if (patientRef === null) {
    return refuse('The account has several practices, or none: say whose patient it is with --integration.');
  }
  const period = readPeriod(flags, found.value.timeZone);
  if (!period.ok) return refuse(`${period.error}\n\n${REPORT_USAGE}`);

  const subject = { ...found.value, patientRef, ...period.value };
  const report = await makeReport(database, subject, flags.madeBy);
  await writeOut(flags.out, [render(report, flags.format)]);
  const { disclosures } = report.accountingOfDisclosures;
  console.log(
    `${flags.out}: ${report.accesses.length} accesses; of them ${disclosures.length} are disclosures that 45 CFR 164.528 counts.\n` +
      `On record as row ${report.ownRow.id}. Before you hand it over: has an agency asked for its disclosures to be left ` +
      'out for a time (164.528(a)(2))? The record does not know.',
  );
  return 0;
}

function refOf(
  { accountId, practice }: ReportPractice,
  patient: ReportFlags['patient'],
  indexKey: Secret<Buffer> | null,
): string | null {
  if ('ref' in patient) return patient.ref;
  if (practice === null || indexKey === null) return null;
  return createBlindIndex(indexKey.expose())('patient', accountId, practice.integrationId, patient.id);
}

const render = (report: AccessReport, format: ReportFlags['format']): string =>
  format === 'html' ? renderHtml(report) : `${JSON.stringify(accessReportSchema.parse(report), null, 2)}\n`;
