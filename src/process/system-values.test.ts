import { Secret } from '../domain/secret';
import { SecretsError, SecretsErrorCode } from '../secrets/errors';
import { withSystemValues } from './system-values';

const ENV = { NODE_ENV: 'production', AWS_REGION: 'us-east-1', SSM_PREFIX: '/parlae/test/' };
const parametersOf = (values: Record<string, string>) => () =>
  Promise.resolve(new Map(Object.entries(values).map(([name, value]) => [name, new Secret(value)])));
const merged = (env: Record<string, string>, parameters: Record<string, string>) =>
  withSystemValues({ ...ENV, ...env }, parametersOf(parameters));

it('asks nobody without SSM_PREFIX', async () => {
  const env = { SIKKA_APP_ID: 'app-1', SSM_PREFIX: ' ' };
  const read = jest.fn();
  expect(await withSystemValues(env, read)).toEqual({ ok: true, value: env });
  expect(read).not.toHaveBeenCalled();
});

it('reads below the prefix, in the region and at the endpoint of the environment', async () => {
  const read = jest.fn(parametersOf({}));
  await withSystemValues({ ...ENV, AWS_ENDPOINT_URL: 'https://ssm.example.com' }, read);
  expect(read).toHaveBeenCalledWith({ region: 'us-east-1', endpointUrl: 'https://ssm.example.com' }, '/parlae/test');
});

it('takes from SSM what the environment does not have, and lets the environment win', async () => {
  const parameters = { SIKKA_APP_ID: 'from-ssm', SIKKA_APP_KEY: 'from-ssm', LOG_LEVEL: 'debug' };
  const result = await merged({ SIKKA_APP_ID: 'from-env', SIKKA_APP_KEY: '' }, parameters);
  expect(result).toEqual({
    ok: true,
    value: { ...ENV, SIKKA_APP_ID: 'from-env', SIKKA_APP_KEY: 'from-ssm', LOG_LEVEL: 'debug' },
  });
});

it('ignores empty parameters and names that are no variables of ours', async () => {
  const result = await merged({}, { SIKKA_APP_ID: ' ', NODE_OPTIONS: '--inspect', PATH: '/evil', port: '1' });
  expect(result).toEqual({ ok: true, value: ENV });
});

it('lets no parameter choose how strict the process is or where it reads', async () => {
  const { NODE_ENV: _nodeEnv, ...env } = ENV;
  const parameters = { NODE_ENV: 'development', AWS_ENDPOINT_URL: 'http://127.0.0.1', SSM_PREFIX: '/other' };
  expect(await withSystemValues(env, parametersOf(parameters))).toEqual({ ok: true, value: env });
});

it.each([
  ['a missing region', { AWS_REGION: '' }, 'AWS_REGION', 'is missing, though SSM_PREFIX is set'],
  ['a wrong prefix', { SSM_PREFIX: 'parlae' }, 'SSM_PREFIX', 'must be a path that starts with a slash'],
  ['plain http', { AWS_ENDPOINT_URL: 'http://aws.example.com' }, 'AWS_ENDPOINT_URL', 'must be an https:// URL in'],
])('says what is wrong with %s before it asks', async (_what, changes, variable, problem) => {
  const read = jest.fn();
  const result = await withSystemValues({ ...ENV, ...changes }, read);
  expect(result).toMatchObject({ ok: false, error: [{ variable, problem: expect.stringContaining(problem) }] });
  expect(read).not.toHaveBeenCalled();
});

it('reports parameters that cannot be read as a problem of the configuration', async () => {
  const failure = new SecretsError(SecretsErrorCode.denied, '/parlae/test', 'AccessDeniedException');
  const result = await withSystemValues(ENV, () => Promise.reject(failure));
  expect(result).toEqual({
    ok: false,
    error: [
      {
        variable: 'SSM_PREFIX',
        problem: 'names parameters that could not be read: denied, AccessDeniedException',
        example: '/parlae/production',
      },
    ],
  });
});
