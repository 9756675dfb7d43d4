import { DateTime } from 'luxon';
import { html, joined, type Html } from './html';
import type { Access, AccessReport, Disclosure } from './schema';
import { STYLE } from './style';

/** The report as one file that needs nothing else: no script, nothing loaded, readable by a screen reader, printable. */
export function renderHtml(report: AccessReport): string {
  const { accountingOfDisclosures: accounting } = report;
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <meta name="referrer" content="no-referrer" />
        <title>Access report for patient ${report.patientRef}</title>
        <style>
          ${STYLE}
        </style>
      </head>
      <body>
        <header>
          <h1>Access report</h1>
          <dl>
            ${joined(
              factsOf(report).map(
                ([name, value]) =>
                  html`<dt>${name}</dt>
                    <dd><bdi>${value}</bdi></dd>`,
              ),
            )}
          </dl>
        </header>
        <main>
          <section class="subset" aria-labelledby="disclosures">
            <h2 id="disclosures">Accounting of disclosures (${accounting.rule})</h2>
            <p>${accounting.statement}</p>
            ${disclosureTable(accounting.disclosures)}
          </section>
          <section aria-labelledby="accesses">
            <h2 id="accesses">Every access on record</h2>
            ${accessTable(report)}
          </section>
          <section aria-labelledby="notes">
            <h2 id="notes">About this report</h2>
            <ul>
              ${joined(report.notes.map((note) => html`<li>${note}</li>`))}
            </ul>
          </section>
        </main>
      </body>
    </html> `;
  return `${page.text.trim()}\n`;
}

function factsOf(report: AccessReport): [name: string, value: string][] {
  const { period, timeZone } = report;
  const from = period.from === null ? 'the beginning of the record' : `${clock(period.from)} (${timeZone})`;
  const until = period.until === null ? 'the time of this report' : `${clock(period.until)} (${timeZone})`;
  return [
    ['Patient', report.patientRef],
    ['Practice', report.practice === null ? 'not limited to one' : report.practice.name],
    ['Account', report.accountId],
    ['Period', `from ${from} until ${until}`],
    ['Made', `${clock(report.madeAt)} (${timeZone}) by ${report.madeBy}`],
    ['On record as', `row ${report.ownRow.id}, number ${report.ownRow.chainSeq} of the account's chain`],
  ];
}

function disclosureTable(disclosures: readonly Disclosure[]): Html {
  if (disclosures.length === 0) return html``;
  const rows = disclosures.map(
    (one) =>
      html`<tr>
        <td>${one.date}</td>
        <td><bdi>${one.recipient}</bdi></td>
        <td><bdi>${one.description}</bdi></td>
        <td><bdi>${one.purpose}</bdi></td>
      </tr>`,
  );
  return table('Disclosures, oldest first', ['Date', 'Recipient', 'What was disclosed', 'Purpose'], rows);
}

function accessTable({ accesses, timeZone }: AccessReport): Html {
  if (accesses.length === 0) {
    return html`<p>No access to this patient's information is on record for this period.</p>`;
  }
  const columns = [`When (${timeZone})`, 'Who', 'What', 'Information', 'Why', 'Outcome', 'Call', 'Row'];
  return table('Accesses, oldest first', columns, accesses.map(accessRow));
}

const accessRow = (access: Access): Html =>
  html`<tr>
    <td><time datetime="${access.at}">${clock(access.at)}</time></td>
    <td><bdi>${access.who}</bdi></td>
    <td><bdi>${access.what}</bdi></td>
    <td><bdi>${access.fields.length === 0 ? 'none' : access.fields.join(', ')}</bdi></td>
    <td><bdi>${access.why}</bdi></td>
    <td>${access.outcome}</td>
    <td><bdi>${access.callId ?? 'no call'}</bdi></td>
    <td>${access.row.chainSeq}</td>
  </tr>`;

const table = (caption: string, columns: readonly string[], rows: readonly Html[]): Html =>
  html`<table>
    <caption>
      ${caption}
    </caption>
    <thead>
      <tr>
        ${joined(columns.map((column) => html`<th scope="col">${column}</th>`))}
      </tr>
    </thead>
    <tbody>
      ${joined(rows)}
    </tbody>
  </table>`;

/** The wall clock of the report's zone, with its offset: an hour that comes twice is told apart. */
const clock = (at: string): string =>
  DateTime.fromISO(at, { setZone: true }).toFormat('d LLL yyyy HH:mm:ss ZZ', { locale: 'en-US' });
