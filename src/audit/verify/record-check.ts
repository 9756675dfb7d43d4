import { ChainCheck } from './check-chain';
import type { ChainReport, Head } from './chain';
import type { ChainRow } from './chain-row';
import type { SealedHeads } from './sealed-heads';

/** All chains of a record at once. Rows may come chain after chain, or mixed. */
export class RecordCheck {
  private readonly heads = new Map<string, Head>();
  private readonly anchors = new Map<string, Head>();
  private readonly checks = new Map<string, ChainCheck>();

  /** @param seals what verified checkpoints say; of a chain all must be known before its first row comes */
  constructor(private readonly seals: SealedHeads) {}

  expectHead(chain: string, head: Head): void {
    this.heads.set(chain, head);
  }

  expectAnchor(chain: string, anchor: Head): void {
    this.anchors.set(chain, anchor);
  }

  accept(row: ChainRow): void {
    this.checkOf(row.chain).accept(row);
  }

  hasRowsOf(chain: string): boolean {
    return this.checks.has(chain);
  }

  /** One report a chain, by the chains' names; those of which nothing is left but a seal are among them. */
  finish(): ChainReport[] {
    const chains = new Set([...this.heads.keys(), ...this.seals.chains(), ...this.checks.keys()]);
    return [...chains].sort().map((chain) => this.checkOf(chain).finish());
  }

  private checkOf(chain: string): ChainCheck {
    const known = this.checks.get(chain);
    if (known !== undefined) return known;
    const check = new ChainCheck({
      chain,
      anchor: this.anchors.get(chain) ?? null,
      head: this.heads.get(chain) ?? null,
      seals: this.seals.of(chain),
    });
    this.checks.set(chain, check);
    return check;
  }
}
