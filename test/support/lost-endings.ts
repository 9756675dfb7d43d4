/** What became of a booking, on all sides. */
export interface Ending {
  /** Statuses of its requests to Sikka, in order; null where the connection was cut. */
  readonly posts: readonly (number | null)[];
  /** States of its write-backs at Sikka. */
  readonly writes: readonly unknown[];
  /** Visits of it in the practice's book. */
  readonly visitCount: number;
  /** The status word that the caller heard first. */
  readonly said: string;
  readonly state: string;
  /** Held without an end: nobody else is offered its time. */
  readonly isTimeKept: boolean;
  readonly tasks: readonly unknown[];
}

/** Sikka's own refusals: the request was not taken, so it may be sent once more. */
const PROOFS = [400, 401, 405, 409, 412, 415, 422, 429];
const isProof = (status: number | null): boolean => status !== null && PROOFS.includes(status);

/** By what the simulator knows, which is more than we could. */
export type Fate = 'queued' | 'lost' | 'refused';

export function fateOf({ posts, writes }: Pick<Ending, 'posts' | 'writes'>): Fate {
  if (writes.length > 0) return 'queued';
  return posts.every(isProof) ? 'refused' : 'lost';
}

const QUESTION = { kind: 'check-booking', reason_code: 'outcome-unknown', status: 'open' };
const BY_HAND = { kind: 'book-by-hand', reason_code: 'pms-refused', status: 'open' };

/** The only way for each fate to end: found; a question to the staff that keeps the time; a plain no. */
const ONLY_END: Readonly<Record<Fate, { readonly says: readonly string[]; readonly ending: Partial<Ending> }>> = {
  queued: {
    says: ['SENT', 'WORKING', 'CONFIRMED'],
    ending: { writes: ['done'], visitCount: 1, state: 'confirmed', tasks: [] },
  },
  lost: {
    says: ['WORKING'],
    ending: { visitCount: 0, state: 'held', isTimeKept: true, tasks: [QUESTION] },
  },
  refused: {
    says: ['NOT DONE', 'WORKING'],
    ending: { visitCount: 0, state: 'failed', tasks: [BY_HAND] },
  },
};

/** Every request but the last was provably not taken, so at most one can have been. */
const isSentOnce = ({ posts }: Ending): boolean => posts.length > 0 && posts.slice(0, -1).every(isProof);

/** What is wrong with an ending, in words; nothing when it is as it has to be. */
export function findFaults(ending: Ending): string[] {
  const fate = fateOf(ending);
  const { says, ending: wanted } = ONLY_END[fate];
  const faults = isSentOnce(ending) ? [] : ['sent again without proof'];
  if (!says.includes(ending.said)) faults.push(`said ${ending.said}`);
  for (const name of Object.keys(wanted) as (keyof Ending)[]) {
    const isWanted = JSON.stringify(ending[name]) === JSON.stringify(wanted[name]);
    if (!isWanted) faults.push(`${name}: ${JSON.stringify(ending[name])}`);
  }
  return faults.map((fault) => `${fate} [${ending.posts.join(', ')}]: ${fault}`);
}
