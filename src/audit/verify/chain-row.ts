import { canonicalText, joinHashedValues } from '../canonical/canonical-text';
import { createRowHasher, rowHash } from '../canonical/row-hash';
import { toStoredRow, type RowValues } from '../canonical/row-values';
import { STORED_COLUMNS } from '../stored-row';

/** What the links of a chain are checked by. */
export interface ChainRow {
  readonly chain: string;
  readonly chainSeq: number;
  readonly id: string;
  /** Microseconds since 1970. */
  readonly createdAt: number;
  readonly prevHash: string;
  readonly rowHash: string;
  /** Whether its hash is the hash of what it says. */
  readonly isOwnHashRight: boolean;
}

const placeOf = (column: (typeof STORED_COLUMNS)[number]): number => STORED_COLUMNS.indexOf(column);
const PLACES = {
  version: placeOf('canonical_version'),
  chain: placeOf('chain'),
  chainSeq: placeOf('chain_seq'),
  id: placeOf('id'),
  createdAt: placeOf('created_at'),
  prevHash: placeOf('prev_hash'),
  rowHash: placeOf('row_hash'),
} as const;
const HASH_LENGTH = 64;

const textOf = (value = ''): string => (value.includes('\\') ? String(JSON.parse(value)) : value.slice(1, -1));

/** Computes rows' own hashes: the work of a verification, nearly all of it. */
export function createRowReader(): (values: RowValues) => ChainRow {
  const hashBytes = createRowHasher();

  const ownHash = (values: RowValues, prevHash: string): string | null => {
    if (values[PLACES.version] === '2') return hashBytes(prevHash, joinHashedValues(values));
    const text = canonicalText(toStoredRow(values));
    return text === null ? null : rowHash(prevHash, text);
  };

  return (values) => {
    const [prevHash, stored] = [textOf(values[PLACES.prevHash]), textOf(values[PLACES.rowHash])];
    const isOwnHashRight = prevHash.length === HASH_LENGTH && ownHash(values, prevHash) === stored;
    return {
      chain: textOf(values[PLACES.chain]),
      chainSeq: Number(values[PLACES.chainSeq]),
      id: textOf(values[PLACES.id]),
      createdAt: Number(values[PLACES.createdAt]),
      prevHash,
      rowHash: stored,
      isOwnHashRight,
    };
  };
}
