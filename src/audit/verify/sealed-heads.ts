import type { Leaf } from '../checkpoints/leaf';

/** A checkpoint says: the row of this number had this hash. */
export interface Seal {
  readonly chainSeq: number;
  readonly rowHash: string;
  readonly checkpoint: number;
}

const HASH_BYTES = 32;

/** The seals of one chain in the order of its rows, packed: a record of years has millions. */
export class ChainSeals {
  private numbers = new Float64Array(8);
  private checkpoints = new Float64Array(8);
  private hashes = Buffer.alloc(8 * HASH_BYTES);
  private count = 0;
  private isSorted = true;

  add({ chainSeq, rowHash }: Leaf, checkpoint: number): void {
    if (this.count === this.numbers.length) this.grow();
    this.isSorted &&= this.count === 0 || (this.numbers[this.count - 1] ?? 0) <= chainSeq;
    this.numbers[this.count] = chainSeq;
    this.checkpoints[this.count] = checkpoint;
    this.hashes.write(rowHash, this.count * HASH_BYTES, 'hex');
    this.count += 1;
  }

  get length(): number {
    return this.count;
  }

  /** The number of the row that the seal at this place is of; past the last: undefined. */
  chainSeqAt(place: number): number | undefined {
    this.sort();
    return place < this.count ? this.numbers[place] : undefined;
  }

  at(place: number): Seal | null {
    const chainSeq = this.chainSeqAt(place);
    if (chainSeq === undefined) return null;
    const rowHash = this.hashes.toString('hex', place * HASH_BYTES, (place + 1) * HASH_BYTES);
    return { chainSeq, rowHash, checkpoint: this.checkpoints[place] ?? 0 };
  }

  /** The seal of the highest number. */
  newest(): Seal | null {
    return this.at(this.count - 1);
  }

  has(chainSeq: number, rowHash: string): boolean {
    for (let place = 0; place < this.count; place += 1) {
      if (this.chainSeqAt(place) === chainSeq && this.at(place)?.rowHash === rowHash) return true;
    }
    return false;
  }

  private grow(): void {
    const [numbers, checkpoints] = [new Float64Array(2 * this.count), new Float64Array(2 * this.count)];
    numbers.set(this.numbers);
    checkpoints.set(this.checkpoints);
    [this.numbers, this.checkpoints] = [numbers, checkpoints];
    this.hashes = Buffer.concat([this.hashes, Buffer.alloc(this.hashes.length)]);
  }

  private sort(): void {
    if (this.isSorted) return;
    this.isSorted = true;
    const seals = Array.from({ length: this.count }, (_, place) => this.at(place)).filter((seal) => seal !== null);
    seals.sort((a, b) => a.chainSeq - b.chainSeq || a.checkpoint - b.checkpoint);
    this.count = 0;
    for (const seal of seals) this.add({ chain: '', ...seal }, seal.checkpoint);
  }
}

const NONE = new ChainSeals();

/** What all verified checkpoints say, by chain. */
export class SealedHeads {
  private readonly byChain = new Map<string, ChainSeals>();

  add(leaf: Leaf, checkpoint: number): void {
    const seals = this.byChain.get(leaf.chain) ?? new ChainSeals();
    this.byChain.set(leaf.chain, seals);
    seals.add(leaf, checkpoint);
  }

  of(chain: string): ChainSeals {
    return this.byChain.get(chain) ?? NONE;
  }

  chains(): Iterable<string> {
    return this.byChain.keys();
  }
}
