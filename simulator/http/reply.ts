import type { RequestKey } from '../state/store';

/** Sikka writes every scalar as text, numbers and booleans too; what is missing is ''. */
export type Row = Readonly<Record<string, string>>;

export interface ListReply {
  readonly kind: 'list';
  /** All fields of all rows that fit the query; the default fields and the page are cut out of them later. */
  readonly rows: readonly Row[];
  readonly defaultFields: readonly string[];
  readonly defaultLimit?: number;
  /** The sample of this call wraps its envelope in a one-element array. */
  readonly isSampledAsArray?: boolean;
  /** Answers of this call carry the header `Data-Insert`. */
  readonly hasDataInsert?: boolean;
}

export interface BodyReply {
  readonly kind: 'body';
  readonly status: number;
  readonly body: Row;
}

/** The connection is cut without an answer. */
interface CutReply {
  readonly kind: 'cut';
}

export type Reply = ListReply | BodyReply | CutReply;

export interface SikkaRequest {
  readonly query: URLSearchParams;
  /** Header by name, any case; '' when missing. */
  readonly header: (name: string) => string;
  /** The request's text; '' when there is none. */
  readonly text: string;
  /** The request key that the call was made with, where the call wants one. */
  readonly requestKey: RequestKey | null;
}

/** Whose credentials a call wants; `practices` follows the knob `auth.practicesHeader`. */
export type Credentials = 'none' | 'app-pair' | 'request-key' | 'practices';

export interface Route {
  readonly method: 'get' | 'post' | 'delete';
  /** Below /v4. */
  readonly path: string;
  readonly credentials: Credentials;
  readonly handle: (request: SikkaRequest) => Reply;
}

export const list = (
  rows: readonly Row[],
  defaultFields: readonly string[],
  traits: Omit<ListReply, 'kind' | 'rows' | 'defaultFields'> = {},
): ListReply => ({ kind: 'list', rows, defaultFields, ...traits });

export const truth = (value: boolean): string => (value ? 'True' : 'False');
