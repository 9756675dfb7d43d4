import type { Request, Response } from 'express';
import { assignTraceId, traceIdOf } from './trace-id';

const TRACE = '4bf92f3577b34da6a3ce929d0e0e4736';

function traceOf(traceparent: string | undefined, newTraceId?: () => string): string | null {
  const res = { locals: {} } as unknown as Response;
  assignTraceId(newTraceId)({ get: () => traceparent } as unknown as Request, res, () => undefined);
  return traceIdOf(res);
}

describe('the trace id of a request', () => {
  it("is the sender's, where the sender began a trace", () => {
    expect(traceOf(`00-${TRACE}-00f067aa0ba902b7-01`, () => 'ours')).toBe(TRACE);
  });

  it.each([
    undefined,
    '',
    TRACE,
    `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`,
    `00-${TRACE}x-00f067aa0ba902b7-01`,
    'Maya',
  ])('is one of ours for %p', (traceparent) => {
    expect(traceOf(traceparent, () => 'ours')).toBe('ours');
  });

  it('is new for every request, in the form of W3C', () => {
    const made = [traceOf(undefined), traceOf(undefined)];
    expect(new Set(made).size).toBe(2);
    for (const traceId of made) expect(traceId).toMatch(/^[0-9a-f]{32}$/);
  });
});
