import { AxiosError, AxiosHeaders } from 'axios';
import type { Request } from 'express';
import express from 'express';
import { onLoopback } from '../api/http/test-loopback';
import { phi } from '../domain/phi';
import { Secret } from '../domain/secret';
import { createLogger } from './logger';

const CANARY = 'Canary Patient';

class OwnError extends Error {}
class ForeignError extends Error {}

interface LogLine {
  err?: { message?: string; stack?: string[] };
  value?: unknown;
}

function logInto() {
  const lines: string[] = [];
  const settings = { level: 'info', processName: 'api', buildId: 'test', safeMessageClasses: [OwnError] };
  const logger = createLogger(settings, { write: (line) => void lines.push(line) });
  const last = () => JSON.parse(lines.at(-1) ?? '{}') as LogLine;
  return { logger, lines, last };
}

describe('createLogger', () => {
  it('writes the level as a word, the process and the build', () => {
    const { logger, last } = logInto();
    logger.info({ tool: 'search-patients' }, 'tool answered');
    expect(last()).toMatchObject({
      level: 'info',
      process: 'api',
      buildId: 'test',
      msg: 'tool answered',
      tool: 'search-patients',
    });
  });

  it('prints Phi and Secret redacted at any depth and in a child logger', () => {
    const { logger, lines } = logInto();
    const fields = { name: phi(CANARY), list: [{ key: new Secret(CANARY) }] };
    logger.child(fields).info(fields, 'x');
    logger.info(phi(CANARY), 'x');
    expect(lines.join()).not.toContain(CANARY);
    expect(lines[0]).toContain('[PHI]');
    expect(lines[0]).toContain('[secret]');
  });

  it.each([
    ['as the only argument', (error: Error) => [error]],
    ['with a message', (error: Error) => [error, 'failed']],
    ['under err without a message', (error: Error) => [{ err: error }]],
    ['under another name', (error: Error) => [{ problem: { nested: error } }, 'failed']],
    ['as the cause of another error', (error: Error) => [new ForeignError('outer', { cause: error }), 'failed']],
    ['as a value for the message', (error: Error) => ['failed %o', error]],
  ])('drops the message of a foreign error logged %s', (_how, toArgs) => {
    const { logger, lines } = logInto();
    const error = Object.assign(new ForeignError(`value ${CANARY}\n    at ${CANARY} (/x.js:1:1)`), { query: CANARY });
    logger.error(...(toArgs(error) as [object, string]));
    expect(lines).toHaveLength(1);
    expect(lines[0]).not.toContain(CANARY);
  });

  it('drops the message of a foreign error bound to a child logger, and what a bound object holds', () => {
    const { logger, lines } = logInto();
    logger
      .child({ problem: new ForeignError(CANARY), held: new Map([[CANARY, CANARY]]), url: new URL('http://canary/') })
      .info('x');
    logger
      .child({})
      .child({ problem: new ForeignError(CANARY) })
      .info('x');
    expect(lines[1]).not.toMatch(/canary/i);
    expect(lines[0]).toContain('ForeignError');
    expect(lines[0]).toContain('[Map]');
    expect(lines[0]).not.toMatch(/canary/i);
  });

  it('shows no stack where the message was changed after the throw, because the head cannot be told from it', () => {
    const { logger, last } = logInto();
    const error = new ForeignError(`x\n    at ${CANARY} (/x.js:1:1)`);
    expect(error.stack).toContain(CANARY);
    error.message = 'another';
    logger.error({ err: error }, 'failed');
    expect(last().err).toEqual({ type: 'ForeignError' });
  });

  it('keeps the class, the code and where it was thrown', () => {
    const { logger, last } = logInto();
    logger.error({ err: Object.assign(new ForeignError(CANARY), { code: 'ECONNREFUSED' }) }, 'failed');
    expect(last().err).toMatchObject({ type: 'ForeignError', code: 'ECONNREFUSED' });
    expect(last().err?.stack?.[0]).toContain('logger.test.ts');
    expect(last().err?.message).toBeUndefined();
  });

  it('keeps the message of our own error classes', () => {
    const { logger, last } = logInto();
    logger.error(new OwnError('database error 23505 on one_booking'), 'failed');
    expect(last().err?.message).toBe('database error 23505 on one_booking');
  });

  it('keeps SQLSTATE and constraint of a database error and none of its parameters', () => {
    const { logger, last, lines } = logInto();
    const driverError = { code: '23505', constraint: 'one_booking', detail: `Key (phone)=(${CANARY}) exists` };
    logger.error({ err: Object.assign(new ForeignError(CANARY), { driverError, parameters: [CANARY] }) }, 'failed');
    expect(last().err).toMatchObject({ code: '23505', constraint: 'one_booking' });
    expect(lines[0]).not.toContain(CANARY);
  });

  it('says nothing of what an axios error carries', () => {
    const { logger, lines } = logInto();
    const config = { url: `/patients?name=${CANARY}`, headers: new AxiosHeaders({ 'app-key': CANARY }) };
    logger.error({ err: new AxiosError(CANARY, 'ERR_BAD_REQUEST', config) }, 'failed');
    expect(lines[0]).toContain('ERR_BAD_REQUEST');
    expect(lines[0]).not.toContain(CANARY);
  });

  it('names only the class of an object that is not plain data', () => {
    const { logger, last } = logInto();
    logger.info({ headers: new Map([['x-vapi-secret', CANARY]]), body: Buffer.from(CANARY) }, 'x');
    expect(last()).toMatchObject({ headers: '[Map]', body: '[Buffer]' });
  });

  it('reduces a request to method, route template and request id, however it is passed', async () => {
    const { logger, lines, last } = logInto();
    const app = express();
    app.get('/patients/:id', (req: Request, res) => {
      res.locals['requestId'] = 'request-1';
      logger.info({ req }, 'asked');
      logger.info(req, 'asked');
      res.end();
    });
    await onLoopback(app, (origin) =>
      fetch(`${origin}/patients/canary?name=canary`, { headers: { 'x-vapi-secret': 'canary' } }),
    );
    expect(last().value).toEqual({ method: 'GET', route: '/patients/:id', requestId: 'request-1' });
    expect(lines).toHaveLength(2);
    expect(lines.join()).not.toContain('canary');
  });
});
