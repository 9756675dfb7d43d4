import type { OfficeWorld } from '../state/office-world';
import type { RequestKey } from '../state/store';

/** Sikka writes every scalar as text, numbers and booleans too; what is missing is ''. */
export type Row = Readonly<Record<string, string>>;

export interface ListReply {
  readonly kind: 'list';
  /** All fields of all rows that fit the query; the default fields and the page are cut out of them later. */
  readonly rows: readonly Row[];
  readonly defaultFields: readonly string[];
  /** What a row carries besides its texts, whatever fields are asked for. */
  readonly nested?: (row: Row) => Readonly<Record<string, readonly Row[]>>;
  readonly defaultLimit?: number;
  /** The sample of this call wraps its envelope in a one-element array. */
  readonly isSampledAsArray?: boolean;
  /** The header `Data-Insert`, where answers of this call carry one. */
  readonly dataInsert?: string | undefined;
}

export interface BodyReply {
  readonly kind: 'body';
  readonly status: number;
  readonly body: Row;
  /** The samples of this call carry their JSON under `text/html`. */
  readonly isSampledAsHtml?: boolean;
}

/** The connection is cut without an answer. */
interface CutReply {
  readonly kind: 'cut';
}

/** A status without a body. */
export interface EmptyReply {
  readonly kind: 'empty';
  readonly status: number;
}

export type Reply = ListReply | BodyReply | CutReply | EmptyReply;

export interface SikkaRequest {
  readonly query: URLSearchParams;
  /** Header by name, any case; '' when missing. */
  readonly header: (name: string) => string;
  /** The request's text; '' when there is none. */
  readonly text: string;
  /** The variable parts of the path. */
  readonly params: Readonly<Record<string, string>>;
  /** The request key that the call was made with; null where it was made with others' credentials. */
  readonly requestKey: RequestKey | null;
}

/** A call made with a request key is a call to the office that the key was issued to. */
export interface OfficeRequest extends SikkaRequest {
  readonly requestKey: RequestKey;
  readonly at: OfficeWorld;
}

/** Whose credentials a call wants; `practices` follows the knob `auth.practicesHeader`. */
export type Credentials = 'none' | 'app-pair' | 'request-key' | 'practices';

interface RoutePlace {
  readonly method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** Below /v4; `:name` stands for a variable part. */
  readonly path: string;
}

export interface OfficeRoute extends RoutePlace {
  readonly credentials: 'request-key';
  readonly handle: (request: OfficeRequest) => Reply;
}

export interface AppRoute extends RoutePlace {
  readonly credentials: Exclude<Credentials, 'request-key'>;
  readonly handle: (request: SikkaRequest) => Reply;
}

export type Route = OfficeRoute | AppRoute;

export const list = (
  rows: readonly Row[],
  defaultFields: readonly string[],
  traits: Omit<ListReply, 'kind' | 'rows' | 'defaultFields'> = {},
): ListReply => ({ kind: 'list', rows, defaultFields, ...traits });

export const truth = (value: boolean): string => (value ? 'True' : 'False');
