import type { PublicKeys } from '../checkpoints/public-keys';
import { verifySeal } from '../checkpoints/verify-checkpoint';
import { sealDocument } from '../checkpoints/document';
import type { ExportHeader, ExportLine } from '../export/format';
import { createRowReader } from './chain-row';
import { finding, FindingKind, problemFinding } from './finding';
import { Findings } from './findings';
import type { Progress } from './progress';
import { readExport } from './read-export';
import { RecordCheck } from './record-check';
import { toVerifyReport, type NewestCheckpoint, type VerifyReport } from './report';
import { SealedHeads } from './sealed-heads';
import { StatementLinks } from './statement-links';

export interface ExportToVerify {
  readonly chunks: AsyncIterable<Buffer>;
  /** Null where it is not known. */
  readonly totalBytes: number | null;
  readonly keys: PublicKeys;
  readonly progress: Progress;
}

/** Checks an export with nothing but itself and the public keys: offline. @throws what reading the file throws */
export async function verifyExport({ chunks, totalBytes, keys, progress }: ExportToVerify): Promise<VerifyReport> {
  const check = new ExportCheck(keys);
  const fileSha256 = await readExport(chunks, {
    row: check.row,
    line: check.line,
    malformed: check.malformed,
    progress: (bytes) => {
      progress.rows(check.rows, totalBytes === null || totalBytes === 0 ? null : bytes / totalBytes);
    },
  });
  return check.finish(fileSha256);
}

class ExportCheck {
  rows = 0;
  private readonly readRow = createRowReader();
  private readonly seals = new SealedHeads();
  private readonly record = new RecordCheck(this.seals);
  private readonly statements = new StatementLinks();
  private readonly findings = new Findings();
  private newestCheckpoint: NewestCheckpoint | null = null;
  private header: ExportHeader | null = null;
  private end: Extract<ExportLine, { end: unknown }>['end'] | null = null;
  private readonly announced = new Set<string>();

  constructor(private readonly keys: PublicKeys) {}

  readonly row = (values: Parameters<typeof this.readRow>[0]): void => {
    this.rows += 1;
    this.record.accept(this.readRow(values));
  };

  readonly malformed = (line: number): void => {
    const words = `Line ${line} is no line of an export.`;
    this.findings.add(finding(FindingKind.malformedLine, words, { line }));
  };

  readonly line = (said: ExportLine, line: number): void => {
    if (this.end !== null || (line === 1) !== 'header' in said) {
      this.malformed(line);
    } else if ('header' in said) {
      this.header = said.header;
    } else if ('end' in said) {
      this.end = said.end;
    } else if ('seal' in said) {
      this.addSeal(said.seal, line);
    } else {
      const place = 'anchor' in said ? said.anchor : said.head;
      if (this.record.hasRowsOf(place.chain)) this.malformed(line);
      else if ('anchor' in said) this.record.expectAnchor(place.chain, place);
      else this.record.expectHead(place.chain, place);
      this.announced.add(place.chain);
    }
  };

  finish(fileSha256: string): VerifyReport {
    const chains = this.record.finish();
    const { header, end } = this;
    if (header === null || end === null) {
      const words = 'The file has no beginning or no end: it was not written to the end, or was cut.';
      this.findings.add(finding(FindingKind.incompleteFile, words));
    } else if (end.sha256 !== fileSha256 || end.rows !== this.rows) {
      const words = 'The file was altered after it was written: its last line has the SHA-256 of another.';
      this.findings.add(finding(FindingKind.alteredFile, words));
    }
    for (const chain of header?.chains ?? []) {
      if (this.announced.has(chain) || this.record.hasRowsOf(chain)) continue;
      const words = `The file says that it has chain ${chain}, and has nothing of it.`;
      this.findings.add(finding(FindingKind.incompleteFile, words, { chain }));
    }
    return toVerifyReport({
      chains,
      goodCheckpoints: this.statements.size,
      newestCheckpoint: this.newestCheckpoint,
      fileSha256,
      findings: this.findings,
    });
  }

  private addSeal(seal: unknown, line: number): void {
    const checked = verifySeal(seal, this.keys);
    if (!checked.ok) {
      const { chain = null, chainSeq = null } = sealDocument.safeParse(seal).data?.leaf ?? {};
      this.findings.add(problemFinding(checked.error, `The seal in line ${line}`, { chain, chainSeq, line }));
      return;
    }
    const { statement, leaf } = checked.value;
    if (this.record.hasRowsOf(leaf.chain)) {
      this.malformed(line);
      return;
    }
    this.seals.add(leaf, statement.number);
    const contradiction = this.statements.note(statement, sealDocument.parse(seal).statement);
    if (contradiction !== null) this.findings.add(contradiction);
    if (statement.number > (this.newestCheckpoint?.number ?? 0)) {
      this.newestCheckpoint = { number: statement.number, sealedAt: statement.sealedAt };
    }
  }
}
