import { statementDigest, type Statement } from '../checkpoints/statement';
import { finding, FindingKind, type Finding } from './finding';

/** Statements as seals bring them, in any order and some of them often: none may contradict another. */
export class StatementLinks {
  private readonly known = new Map<number, { readonly digest: string; readonly previous: string }>();

  get size(): number {
    return this.known.size;
  }

  /** @param text the statement's text, whose signature is good */
  note({ number, previous }: Statement, text: string): Finding | null {
    const digest = statementDigest(text);
    const same = this.known.get(number);
    if (same !== undefined) {
      if (same.digest === digest) return null;
      const words = `There are two checkpoints ${number}, both with a good signature.`;
      return finding(FindingKind.checkpointTwice, words, { checkpoint: number });
    }
    this.known.set(number, { digest, previous });
    if (this.isLinked(number) && this.isLinked(number + 1)) return null;
    const words = `Checkpoint ${number} is not linked with the one before or after it.`;
    return finding(FindingKind.checkpointBrokenLink, words, { checkpoint: number });
  }

  /** Whether a checkpoint names the one before it, as far as both are here. */
  private isLinked(number: number): boolean {
    const [before, after] = [this.known.get(number - 1), this.known.get(number)];
    return before === undefined || after === undefined || after.previous === before.digest;
  }
}
