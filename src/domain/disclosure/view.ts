import { meets, type AssuranceLevel } from '../identity/assurance';
import { phi, reveal, type Phi } from '../phi';
import { TOOLS, type ToolName } from '../tools';
import { FIELDS, type FieldList, type FieldOf, type RecordKind } from './fields';
import { DISCLOSURE } from './table';

type Purpose = 'used' | 'spoken';
type Levels = typeof AssuranceLevel;

/** The levels at which a tool does anything for a caller. */
export type LevelOf<T extends ToolName> = {
  readonly L0: Levels['L0' | 'L1' | 'L2' | 'L3'];
  readonly L1: Levels['L1' | 'L2' | 'L3'];
  readonly L2: Levels['L2' | 'L3'];
  readonly L3: Levels['L3'];
}[(typeof TOOLS)[T]['minimumLevel']];

type Listed<A, K extends RecordKind> = A extends { readonly [key in K]: readonly (infer F)[] } ? F : never;
type Unlisted<T extends ToolName, L extends AssuranceLevel, P extends Purpose, K extends RecordKind> = L extends unknown
  ? Exclude<FieldOf<K>, Listed<(typeof DISCLOSURE)[T][L][P], K>>
  : never;

/** The fields that the table lists at every one of these levels. */
type Allowed<T extends ToolName, L extends AssuranceLevel, P extends Purpose, K extends RecordKind> = Exclude<
  FieldOf<K>,
  Unlisted<T, L, P, K>
>;

/** What is left of a record when a tool may use it at any of these levels. */
export type View<T extends ToolName, L extends AssuranceLevel, K extends RecordKind, R> = Pick<
  R,
  Extract<keyof R, Allowed<T, L, 'used', K>>
>;

/** What is left of it for the words that the caller hears. */
export type Spoken<T extends ToolName, L extends AssuranceLevel, K extends RecordKind, R> = Pick<
  R,
  Extract<keyof R, Allowed<T, L, 'spoken', K>>
>;

/** A field's name in an audit row, which only the table gives. */
export type SpokenName = string & { readonly [spoken]: true };
declare const spoken: unique symbol;

const listed = (tool: ToolName, level: AssuranceLevel, purpose: Purpose, kind: RecordKind): readonly string[] => {
  const list: FieldList = DISCLOSURE[tool][level][purpose];
  return list[kind] ?? [];
};

const only = (record: object, names: readonly string[]): object =>
  Object.fromEntries(Object.entries(record).filter(([name]) => names.includes(name)));

/** Whether a tool does anything for somebody who is known as well as this. */
export const servesAt = <T extends ToolName>(tool: T, level: AssuranceLevel): level is LevelOf<T> =>
  meets(level, TOOLS[tool].minimumLevel);

/** A record with nothing in it but what the tool may use at this level. */
export const viewFor = <T extends ToolName, L extends AssuranceLevel, K extends RecordKind, R extends object>(
  tool: T,
  level: L,
  kind: K,
  record: Phi<R>,
): Phi<View<T, L, K, R>> => phi(only(reveal(record), listed(tool, level, 'used', kind)) as View<T, L, K, R>);

/** A record with nothing in it but what the tool may say to the caller at this level. */
export const spokenFor = <T extends ToolName, L extends AssuranceLevel, K extends RecordKind, R extends object>(
  tool: T,
  level: L,
  kind: K,
  record: Phi<R>,
): Phi<Spoken<T, L, K, R>> => phi(only(reveal(record), listed(tool, level, 'spoken', kind)) as Spoken<T, L, K, R>);

/**
 * The audit names of the fields that an answer speaks of. What the table does not let the tool speak of cannot be named.
 * @throws RangeError for a field that is not the table's, which only a cast can bring here: better no answer
 */
export const namesOf = <T extends ToolName, L extends AssuranceLevel, K extends RecordKind>(
  tool: T,
  level: L,
  kind: K,
  fields: readonly Allowed<T, L, 'spoken', K>[],
): SpokenName[] => {
  const names: Readonly<Record<string, string>> = FIELDS[kind];
  const mayBeSpoken = listed(tool, level, 'spoken', kind);
  return fields.map((each: PropertyKey) => {
    const field = String(each);
    const name = names[field];
    if (name === undefined || !mayBeSpoken.includes(field)) throw new RangeError('a field that may not be spoken');
    return name as SpokenName;
  });
};
