import { Agent, createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { z } from 'zod';
import { READY, runBare } from '../bare/run';
import { FRONT_OFFICE } from './front-offices';

const environmentSchema = z.object({
  PORT: z.coerce.number(),
  BENCH_SIMULATOR_URL: z.url(),
  BENCH_OFFICE_ID: z.string(),
  BENCH_OTHER_OFFICE_ID: z.string(),
});

/** What stands between an invented office and the request key of the one that it stands for. */
const MARK = '~';
const grantSchema = z.looseObject({ office_id: z.string() });
const grantedSchema = z.looseObject({ request_key: z.string() });

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/**
 * A process of its own in front of the simulator, which has two offices: makes as many of them as are asked for. An office
 * that is invented here gets request keys of one that exists, under its own name, and answers that name it have that name.
 */
runBare(async () => {
  const env = environmentSchema.parse(process.env);
  const agent = new Agent({ keepAlive: true });
  const { hostname, port } = new URL(env.BENCH_SIMULATOR_URL);
  const realOffice = (name: string): string =>
    name === FRONT_OFFICE.flooding ? env.BENCH_OTHER_OFFICE_ID : env.BENCH_OFFICE_ID;

  const ask = (from: IncomingMessage, headers: NodeJS.Dict<string | string[]>, body: Buffer) =>
    new Promise<IncomingMessage>((resolve, reject) => {
      const { method, url: path } = from;
      const sent = body.length > 0 ? { 'content-length': String(body.length) } : {};
      const outgoing = request({ agent, hostname, port, method, path, headers: { ...headers, ...sent } }, resolve);
      outgoing.once('error', reject);
      outgoing.end(body);
    });

  async function passOn(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const { host: _host, 'content-length': _length, 'accept-encoding': _packed, ...headers } = incoming.headers;
    const [name, key] = String(headers['request-key'] ?? '').split(MARK);
    let body = await bodyOf(incoming);
    let office: string | null = null;
    if (key !== undefined && name !== undefined) {
      office = name;
      headers['request-key'] = key;
    }
    if (incoming.url?.endsWith('/request_key') === true && incoming.method === 'POST') {
      const grant = grantSchema.safeParse(JSON.parse(body.toString()));
      if (grant.data?.office_id.startsWith(FRONT_OFFICE.prefix) === true) {
        office = grant.data.office_id;
        body = Buffer.from(JSON.stringify({ ...grant.data, office_id: realOffice(office) }));
      }
    }
    const answer = await ask(incoming, headers, body);
    const {
      'content-length': _answerLength,
      'transfer-encoding': _encoding,
      connection: _connection,
      ...kept
    } = answer.headers;
    let text = await bodyOf(answer);
    if (office !== null) text = Buffer.from(rename(text.toString(), realOffice(office), office));
    response.writeHead(answer.statusCode ?? 502, { ...kept, 'content-length': text.length }).end(text);
  }

  /** The office's own name in place of the real one, and keys that bear it. */
  function rename(text: string, from: string, to: string): string {
    const granted = text.includes('"request_key"') ? grantedSchema.safeParse(JSON.parse(text)) : null;
    if (granted?.success === true) {
      return JSON.stringify({ ...granted.data, request_key: `${to}${MARK}${granted.data.request_key}` });
    }
    return text.replaceAll(`"office_id":"${from}"`, `"office_id":"${to}"`);
  }

  createServer((incoming, response) => {
    passOn(incoming, response).catch(() => response.destroy());
  }).listen(env.PORT, '127.0.0.1', () => {
    console.log(READY);
  });
  return Promise.resolve();
});
