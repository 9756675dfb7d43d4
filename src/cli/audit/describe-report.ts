import type { VerifyReport } from '../../audit/verify/report';

const count = (number: number, one: string, many = `${one}s`): string =>
  `${number.toLocaleString('en')} ${number === 1 ? one : many}`;

/** What a verification came to, for a reader. */
export function describeReport(report: VerifyReport): string {
  const size = `${count(report.rows, 'row')} in ${count(report.chains, 'chain')}`;
  const number = report.findings.length + report.omittedFindings;
  const verdict = report.isSound
    ? `The record is sound: ${size}.`
    : `The record is WRONG: ${count(number, 'finding')}, among ${size}.`;
  const findings = report.findings.map(({ kind, words, rowId }) => {
    const id = rowId === null ? '' : ` (id ${rowId})`;
    return `  ${kind}: ${words}${id}`;
  });
  const omitted = report.omittedFindings === 0 ? [] : [`  and ${count(report.omittedFindings, 'more', 'more')}`];
  return [verdict, ...findings, ...omitted, ...describeSeals(report)].join('\n');
}

function describeSeals({
  goodCheckpoints,
  newestCheckpoint,
  unsealedRows,
  oldestUnsealedAt,
  fileSha256,
}: VerifyReport) {
  const checkpoints =
    newestCheckpoint === null
      ? 'No checkpoint covers any of it: of rows that were written anew together with all that follow, nothing would show.'
      : `Checkpoints: ${count(goodCheckpoints, 'good one')}; the newest is ${newestCheckpoint.number}, of ${newestCheckpoint.sealedAt}.`;
  const unsealed =
    unsealedRows === 0
      ? 'Unsealed: none.'
      : `Unsealed: ${count(unsealedRows, 'row')} newer than the newest checkpoint, the oldest of ${oldestUnsealedAt ?? 'unknown time'}.`;
  return [checkpoints, unsealed, ...(fileSha256 === null ? [] : [`SHA-256 without the last line: ${fileSha256}`])];
}
