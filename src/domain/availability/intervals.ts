/**
 * A half-open stretch, `start` included and `end` not, in one unit of the caller's choice: epoch milliseconds or minutes
 * after midnight, never mixed. A span that is not longer than nothing, or not a number, is no span and is dropped.
 */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The same points in ascending spans that neither overlap nor touch. Every other function here gives this form. */
export function normaliseSpans(spans: readonly Span[]): readonly Span[] {
  const sorted = spans.filter(({ start, end }) => start < end).sort((a, b) => a.start - b.start);
  const merged: Span[] = [];
  for (const span of sorted) {
    const last = merged.at(-1);
    if (last === undefined || last.end < span.start) merged.push({ start: span.start, end: span.end });
    else if (last.end < span.end) merged[merged.length - 1] = { start: last.start, end: span.end };
  }
  return merged;
}

/** The points of either. */
export const unionOf = (a: readonly Span[], b: readonly Span[]): readonly Span[] => normaliseSpans([...a, ...b]);

/** The points of both. */
export function intersectionOf(a: readonly Span[], b: readonly Span[]): readonly Span[] {
  const [left, right] = [normaliseSpans(a), normaliseSpans(b)];
  const shared: Span[] = [];
  for (let i = 0, j = 0; ;) {
    const [one, other] = [left[i], right[j]];
    if (one === undefined || other === undefined) return shared;
    const start = Math.max(one.start, other.start);
    const end = Math.min(one.end, other.end);
    if (start < end) shared.push({ start, end });
    if (one.end < other.end) i += 1;
    else j += 1;
  }
}

/** The points of `from` that are not in `taken`. */
export function subtract(from: readonly Span[], taken: readonly Span[]): readonly Span[] {
  const holes = normaliseSpans(taken);
  const left: Span[] = [];
  let j = 0;
  for (const { start, end } of normaliseSpans(from)) {
    let at = start;
    for (let hole = holes[j]; hole !== undefined && hole.start < end; hole = holes[j]) {
      if (at < hole.start) left.push({ start: at, end: hole.start });
      at = Math.max(at, hole.end);
      if (hole.end > end) break;
      j += 1;
    }
    if (at < end) left.push({ start: at, end });
  }
  return left;
}

/** Index of the first span that ends after `point`; the spans must be normalised. */
function firstEndingAfter(spans: readonly Span[], point: number): number {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const span = spans[middle];
    if (span !== undefined && span.end <= point) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Whether one span of a normalised list holds all of `span`. */
export function covers(normalised: readonly Span[], span: Span): boolean {
  const candidate = normalised[firstEndingAfter(normalised, span.start)];
  return candidate !== undefined && candidate.start <= span.start && span.end <= candidate.end;
}

/** The spans of a normalised list that share a point with `window`, uncut. */
export function within(normalised: readonly Span[], window: Span): readonly Span[] {
  const from = firstEndingAfter(normalised, window.start);
  let to = from;
  for (let span = normalised[to]; span !== undefined && span.start < window.end; span = normalised[to]) to += 1;
  return normalised.slice(from, to);
}
