/** What a practice allows a tool to do: nothing, look, keep a time without sending it, or write to the PMS. */
export const Authority = { off: 'off', read: 'read', hold: 'hold', write: 'write' } as const;
export type Authority = (typeof Authority)[keyof typeof Authority];

const RANK: Record<Authority, number> = { off: 0, read: 1, hold: 2, write: 3 };

export const allows = (granted: Authority, needed: Authority): boolean => RANK[granted] >= RANK[needed];
