import express, { Router } from 'express';
import { z } from 'zod';
import { ok } from '../../domain/result';
import { answerNotFound, handleErrors } from '../http/errors';
import { onLoopback } from '../http/test-loopback';
import { setPrincipal, type AdminRole } from './auth/principal';
import { mountRoutes } from './mount-routes';
import { idParams, mountable, type AdminRoute } from './route';

const ID = '0a0a0a0a-0000-4000-8000-00000000000a';
const JSON_TYPE = { 'content-type': 'application/json' };

const showThing: AdminRoute<{ params: { id: string } }> = {
  method: 'get',
  path: '/things/:id',
  roles: ['admin', 'staff'],
  access: 'no-phi',
  input: z.object({
    params: idParams,
    query: z.strictObject({ limit: z.string({ error: 'must be given once' }).optional() }),
  }),
  handle: ({ params }, { subject }) => Promise.resolve(ok({ status: 200, body: { ...params, subject } })),
};
const nameError = { error: 'must be text' };
const changeThing: AdminRoute<{ body: object }> = {
  method: 'put',
  path: '/things/:id',
  roles: ['admin'],
  access: 'no-phi',
  input: z.object({
    params: idParams,
    body: z.strictObject(
      { name: z.string(nameError), place: z.object({ room: z.string(nameError) }).optional() },
      { error: 'must be an object' },
    ),
  }),
  handle: ({ body }) => Promise.resolve(ok({ status: 202, body })),
};

async function ask(method: string, path: string, { role = 'admin', ...init }: RequestInit & { role?: AdminRole } = {}) {
  const app = express();
  const router = Router();
  router.use((_req, res, next) => {
    setPrincipal(res, { subject: 'user-1', roles: [role], accounts: [] });
    next();
  });
  mountRoutes(router, [mountable(showThing), mountable(changeThing)]);
  const logged = jest.fn();
  app.use('/admin', router, answerNotFound());
  app.use(handleErrors({ error: logged }));
  return onLoopback(app, async (origin) => {
    const response = await fetch(`${origin}/admin${path}`, { method, ...init });
    const text = await response.text();
    expect(logged).not.toHaveBeenCalled();
    const type = response.headers.get('content-type');
    return {
      status: response.status,
      type,
      allow: response.headers.get('allow'),
      text,
      json: (): unknown => JSON.parse(text),
    };
  });
}
const put = (body: unknown, path = `/things/${ID}`) =>
  ask('PUT', path, { headers: JSON_TYPE, body: typeof body === 'string' ? body : JSON.stringify(body) });

it('hands the handler what the schema made of the request, and who asks', async () => {
  const { status, json } = await ask('GET', `/things/${ID.toUpperCase()}`);
  expect([status, json()]).toEqual([200, { id: ID, subject: 'user-1' }]);
});

it('answers HEAD as GET', async () => {
  expect(await ask('HEAD', `/things/${ID}`)).toMatchObject({ status: 200, text: '' });
});

it('answers 403 to a role that may not, before it looks at anything else', async () => {
  const { status, json } = await ask('PUT', '/things/no-id', { role: 'staff', body: 'nothing' });
  expect([status, json()]).toEqual([403, expect.objectContaining({ type: 'urn:parlae:problem:forbidden' })]);
});

it('answers an id that is none as one that is not there', async () => {
  const { status, text } = await ask('GET', '/things/no-id');
  expect(status).toBe(404);
  expect(text).toBe((await ask('GET', '/nothing')).text);
});

it.each(['DELETE', 'POST', 'OPTIONS'])('answers %s with 405 and every method of the path', async (method) => {
  expect(await ask(method, `/things/${ID}`)).toMatchObject({
    status: 405,
    allow: 'GET, HEAD, PUT',
    type: 'application/problem+json',
  });
});

it('says what is wrong, field by field, without repeating a value', async () => {
  const { status, json, text } = await put({ name: 77, place: { room: 88 }, colour: 'canary' });
  expect(status).toBe(400);
  expect(json()).toMatchObject({
    type: 'urn:parlae:problem:invalid-input',
    errors: [
      { field: 'name', problem: 'must be text' },
      { field: 'place.room', problem: 'must be text' },
      { field: 'colour', problem: 'is not a field of this route' },
    ],
  });
  expect(text).not.toMatch(/77|88|canary/);
});

it('refuses a field of the query that is misspelt or given twice', async () => {
  const { json } = await ask('GET', `/things/${ID}?limits=1&limit=2&limit=3`);
  expect(json()).toMatchObject({
    errors: [
      { field: 'limit', problem: 'must be given once' },
      { field: 'limits', problem: 'is not a field of this route' },
    ],
  });
});

it('asks for the body where there is none', async () => {
  const { json } = await ask('PUT', `/things/${ID}`);
  expect(json()).toMatchObject({ status: 400, errors: [{ field: 'body', problem: 'must be an object' }] });
});

it.each([
  ['{"name":', 400, 'malformed-json'],
  [JSON.stringify({ name: 'x'.repeat(100 * 1024) }), 413, 'body-too-large'],
])('answers a body like %.10s with a %i problem document', async (body, status, code) => {
  expect((await put(body)).json()).toMatchObject({ status, type: `urn:parlae:problem:${code}` });
});

it('takes a body of 100 kB', async () => {
  const name = 'x'.repeat(100 * 1024 - '{"name":""}'.length);
  expect((await put({ name })).status).toBe(202);
});

it('answers a body of another type with 415', async () => {
  expect(await ask('PUT', `/things/${ID}`, { body: 'name=x' })).toMatchObject({
    status: 415,
    type: 'application/problem+json',
  });
});
