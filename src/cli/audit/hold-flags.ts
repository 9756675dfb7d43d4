import { parseArgs } from 'node:util';
import { z } from 'zod';
import { parseMonth, type AuditMonth } from '../../audit/retention/months';
import { err, ok, type Result } from '../../domain/result';
import { describeIssues } from './flag-issues';

export const HOLD_USAGE = `Usage: npm run audit -- hold place --account ID|all --from MONTH [--until MONTH] --reason TEXT --as WHO
       npm run audit -- hold release HOLD --as WHO
       npm run audit -- hold list

A legal hold keeps months of the audit record from being dropped. Placing and releasing one are on record themselves.

  --account ID    the account whose months are kept; all: everybody's
  --from MONTH    the first month, as 2026-01, in UTC
  --until MONTH   the last month; without it the hold has no end
  --reason TEXT   why, such as the number of the case. No patient's name: everyone who keeps the record can read it
  --as WHO        who does it, as an id that the record will name
  --help          this text`;

export type HoldFlags =
  | {
      readonly kind: 'place';
      readonly accountId: string | null;
      readonly from: AuditMonth;
      readonly until: AuditMonth | null;
      readonly reason: string;
      readonly who: string;
    }
  | { readonly kind: 'release'; readonly id: string; readonly who: string }
  | { readonly kind: 'list' };

const required = (max: number) =>
  z.string({ error: 'is missing' }).trim().min(1, { error: 'must not be empty' }).max(max, { error: 'is too long' });

const month = z
  .string({ error: 'is missing' })
  .transform(parseMonth)
  .refine((parsed) => parsed !== null, { error: 'must be a month as 2026-01' });

const placeSchema = z
  .strictObject({
    account: z.union([z.literal('all'), z.guid().toLowerCase()], { error: "must be an account's id, or all" }),
    from: month,
    until: month.optional(),
    reason: required(1_000),
    as: required(200),
  })
  .refine(({ from, until }) => until === undefined || until >= from, {
    path: ['until'],
    error: 'must not be before --from',
  });
const releaseSchema = z.strictObject({ as: required(200) });

/** The flags of `npm run audit -- hold ...`, or what is wrong with them. */
export function readHoldFlags(args: readonly string[]): Result<HoldFlags, string> {
  const text = { type: 'string' } as const;
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { account: text, from: text, until: text, reason: text, as: text },
      allowPositionals: true,
    });
    const [verb, ...rest] = positionals;
    if (verb === 'list' && rest.length === 0 && Object.keys(values).length === 0) return ok({ kind: 'list' });
    if (verb === 'place' && rest.length === 0) return toPlace(values);
    if (verb === 'release' && rest.length === 1) return toRelease(values, rest[0]);
    return err('hold takes place, release HOLD, or list.');
  } catch (error) {
    return err(error instanceof Error ? error.message : 'unreadable flags');
  }
}

function toPlace(values: unknown): Result<HoldFlags, string> {
  const read = placeSchema.safeParse(values);
  if (!read.success) return err(describeIssues(read.error));
  const { account, from, until = null, reason, as: who } = read.data;
  return ok({ kind: 'place', accountId: account === 'all' ? null : account, from, until, reason, who });
}

function toRelease(values: unknown, given: string | undefined): Result<HoldFlags, string> {
  const read = releaseSchema.safeParse(values);
  if (!read.success) return err(describeIssues(read.error));
  const id = z.guid().toLowerCase().safeParse(given);
  return id.success ? ok({ kind: 'release', id: id.data, who: read.data.as }) : err('HOLD must be the id of a hold.');
}
