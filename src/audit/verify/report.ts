import type { ChainReport } from './chain';
import { FindingKind, type Finding } from './finding';
import type { Findings } from './findings';

/** The last checkpoint that was found good. */
export interface NewestCheckpoint {
  readonly number: number;
  /** UTC. */
  readonly sealedAt: string;
}

/** What a verification came to. */
export interface VerifyReport {
  readonly isSound: boolean;
  readonly rows: number;
  readonly chains: number;
  /** Checkpoints, or in an export seals out of checkpoints, whose signature is good. */
  readonly goodCheckpoints: number;
  readonly newestCheckpoint: NewestCheckpoint | null;
  /** Rows that no checkpoint covers yet: no error. */
  readonly unsealedRows: number;
  /** UTC. */
  readonly oldestUnsealedAt: string | null;
  /** SHA-256 of the bytes of an export, without its last line; null for a database. */
  readonly fileSha256: string | null;
  /** Of each chain the first thing that is wrong. */
  readonly findings: readonly Finding[];
  /** How many more there are of kinds that have many. */
  readonly omittedFindings: number;
}

interface Outcome extends Pick<VerifyReport, 'goodCheckpoints' | 'newestCheckpoint' | 'fileSha256'> {
  readonly chains: readonly ChainReport[];
  /** What is wrong with anything but a chain. */
  readonly findings: Findings;
}

const OF_THE_FILE = new Set<FindingKind>([FindingKind.alteredFile, FindingKind.incompleteFile]);

/** The report on a whole record: what is wrong with rows comes before what is wrong with the file that they are in. */
export function toVerifyReport({ chains, findings, ...rest }: Outcome): VerifyReport {
  const ofChains = chains.map(({ finding }) => finding).filter((finding) => finding !== null);
  const ofRest = findings.list();
  const ofFile = ofRest.filter(({ kind }) => OF_THE_FILE.has(kind));
  const others = ofRest.filter(({ kind }) => !OF_THE_FILE.has(kind));
  const all = [...others, ...ofChains, ...ofFile];
  const oldest = chains.map(({ oldestUnsealedAt }) => oldestUnsealedAt).filter((at) => at !== null);
  return {
    isSound: all.length === 0,
    rows: sum(chains.map(({ rows }) => rows)),
    chains: chains.length,
    unsealedRows: sum(chains.map(({ unsealedRows }) => unsealedRows)),
    oldestUnsealedAt: oldest.length === 0 ? null : toInstant(Math.min(...oldest)),
    ...rest,
    findings: all,
    omittedFindings: findings.countOmitted(),
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
const toInstant = (micros: number): string => new Date(Math.floor(micros / 1_000)).toISOString();
