import type { Finding, FindingKind } from './finding';

const SHOWN_OF_A_KIND = 20;

/** What is wrong, with a bound: a wrong public key must not fill the memory with one finding a checkpoint. */
export class Findings {
  private readonly shown: Finding[] = [];
  private readonly counts = new Map<FindingKind, number>();

  add(...found: readonly Finding[]): void {
    for (const one of found) {
      const count = (this.counts.get(one.kind) ?? 0) + 1;
      this.counts.set(one.kind, count);
      if (count <= SHOWN_OF_A_KIND) this.shown.push(one);
    }
  }

  list(): readonly Finding[] {
    return this.shown;
  }

  /** How many there are besides. */
  countOmitted(): number {
    return [...this.counts.values()].reduce((sum, count) => sum + count, 0) - this.shown.length;
  }
}
