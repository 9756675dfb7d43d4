import type { DevEnvironment } from './environment';
import type { DevSettings } from './settings';

/** Where everything is, for people and for other commands (`dev-env.json`). */
export interface Addresses {
  readonly api: string;
  readonly worker: string;
  readonly temporalUi: string | null;
  readonly temporal: string;
  readonly simulator: string;
  /** Without a password. */
  readonly postgres: string;
}

export function addressesOf(settings: DevSettings, { managed, variables }: DevEnvironment): Addresses {
  const postgres = new URL(variables['DATABASE_URL'] ?? '');
  postgres.password = '';
  return {
    api: `http://127.0.0.1:${settings.apiPort}`,
    worker: `http://127.0.0.1:${settings.workerPort}`,
    temporalUi: managed.temporal ? `http://127.0.0.1:${settings.temporalUiPort}` : null,
    temporal: variables['TEMPORAL_ADDRESS'] ?? '',
    simulator: variables['SIKKA_BASE_URL'] ?? '',
    postgres: postgres.href,
  };
}

/** A request as Vapi sends it, ready for a POSIX shell: looks for the simulator's demo patient. */
export function searchPatientsCurl(apiUrl: string, webhookSecret: string, callId: string): string {
  const patient = { firstName: 'Maya', lastName: 'Brightwater', dateOfBirth: '1988-04-12' };
  const toolCall = { id: 'call_demo_1', type: 'function', function: { name: 'search-patients', arguments: patient } };
  const call = { id: callId, phoneNumberId: 'num-dev-0001', customer: { number: '+16025550142' } };
  const body = JSON.stringify({ message: { type: 'tool-calls', toolCallList: [toolCall], call } });
  return [
    `curl -s ${apiUrl}/vapi/tools/search-patients \\`,
    `  -H 'Content-Type: application/json' -H ${quote(`X-Vapi-Secret: ${webhookSecret}`)} \\`,
    `  -d ${quote(body)}`,
  ].join('\n');
}

/** The block at the end of the start. `callId` must be new each time: a call's codes and attempts are its own. */
export function describeStack(addresses: Addresses, { managed, variables }: DevEnvironment, callId: string): string {
  const mark = (isOurs: boolean) => (isOurs ? '' : '   (yours)');
  const [webhookSecret = ''] = (variables['VAPI_WEBHOOK_SECRET'] ?? '').split(',');
  const rows = [
    ['api', addresses.api],
    ['worker', `${addresses.worker}/healthz`],
    ...(addresses.temporalUi === null ? [] : [['Temporal UI', addresses.temporalUi]]),
    ['Temporal', `${addresses.temporal}${mark(managed.temporal)}`],
    ['Sikka', `${addresses.simulator}${managed.simulator ? '   (simulator)' : mark(false)}`],
    ['Postgres', `${addresses.postgres}${mark(managed.postgres)}`],
  ];
  const table = rows.map(([name = '', address = '']) => `  ${name.padEnd(12)} ${address}`);
  const tryIt =
    variables['VAPI_AUTH_MODE'] === 'secret'
      ? ['Ask for a patient, as Vapi would:', '', searchPatientsCurl(addresses.api, webhookSecret, callId), '']
      : [];
  return [
    '',
    'Parlae is up. Ctrl-C stops everything.',
    '',
    ...table,
    '',
    ...tryIt,
    'Play a whole phone call (in another terminal):  npm run demo:call',
    '',
  ].join('\n');
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
