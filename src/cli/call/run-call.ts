import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { LINE } from '../../../simulator/callers/cast';
import { createOffice } from '../../../simulator/callers/office';
import { playCall } from '../../../simulator/callers/play-call';
import type { Expectation, Scenario } from '../../../simulator/callers/script';
import { createVapiLine } from '../../../simulator/callers/vapi-line';
import { createDataSource } from '../../persistence/data-source';
import { Database } from '../../persistence/database';
import { LaunchError } from '../dev/launch-error';
import { createBackstage } from './backstage';
import { openCallRecord, type CallRecord } from './call-record';
import { describeEvent } from './conversation';
import { gatherEvidence } from './evidence';
import type { Paint } from './paint';
import { reportAudit, reportBooking, reportExpectations, workflowUrl } from './report';
import type { RunningStack } from './running-stack';
import { withOfficeOnline } from './with-office-online';

export interface CallOptions {
  readonly scenario: Scenario;
  readonly stack: RunningStack;
  readonly say: (line: string) => void;
  readonly paint: Paint;
  /** Ends the call early; the practice's computer is switched on again all the same. */
  readonly signal: AbortSignal;
}

/**
 * Plays one call, shows it, and checks how it ended.
 * @returns whether every expectation held
 * @throws LaunchError, ScriptError, or whatever broke off the call
 */
export async function runCall(options: CallOptions): Promise<boolean> {
  const { scenario, stack, say } = options;
  const callId = `call-demo-${randomUUID()}`;
  say(`Scenario ${scenario.name}: ${scenario.title}.`);
  say('All people in this call are invented, and so is everything that they say about themselves.');
  say(`Call ${callId} on line ${LINE.phoneNumberId}`);
  say('');
  const dataSource = createDataSource(stack.databaseUrl, { poolSize: 2 });
  await dataSource.initialize().catch(() => {
    throw new LaunchError("The stack's Postgres does not answer.", 'Start the stack first: npm run dev');
  });
  try {
    const record = await openCallRecord(new Database(dataSource), LINE.phoneNumberId, callId);
    if (record !== null) return await runOnLine(options, callId, record);
    throw new LaunchError(`No practice answers on line ${LINE.phoneNumberId}.`, 'Start the stack first: npm run dev');
  } finally {
    await dataSource.destroy();
  }
}

async function runOnLine(options: CallOptions, callId: string, record: CallRecord): Promise<boolean> {
  const { scenario, stack, say, paint, signal } = options;
  const office = createOffice(stack.simulatorControlUrl);
  const clockMs = (): number => performance.now();
  const wait = (ms: number): Promise<void> => delay(ms, undefined, { signal });
  const tell = (text: string): void => {
    say(`  ${text}`);
  };
  const backstage = createBackstage({ office, record, tell, clockMs, wait });
  const { apiUrl, webhookSecret } = stack;
  const controlBaseUrl = new URL('/vapi-control', stack.simulatorControlUrl).href;
  const line = createVapiLine({ apiUrl, webhookSecret, controlBaseUrl, clockMs, signal, now: () => new Date() });
  const expectations = await withOfficeOnline(office, tell, async () => {
    const heard = await playCall(scenario, {
      callId,
      today: await office.today(),
      line,
      backstage,
      newToolCallId: () => `call_${randomBytes(12).toString('hex')}`,
      tell: (event) => {
        describeEvent(event, paint).forEach(say);
      },
    });
    say('\nThe caller has hung up.');
    const afterwards = await scenario.afterwards(backstage, heard);
    return [...afterwards, ...scenario.expects(await gatherEvidence(record, office, heard))];
  });
  await showRecord(options, record);
  return showEnd(options, expectations);
}

async function showRecord({ stack, say }: CallOptions, record: CallRecord): Promise<void> {
  const { timeZone } = record.practice;
  for (const recorded of await record.listBookings()) {
    say('');
    reportBooking(recorded, timeZone).forEach(say);
    const { workflowId } = recorded.booking;
    if (stack.temporalUiUrl === null) say(`  Workflow: ${workflowId}`);
    else say(`  Workflow: ${workflowUrl(stack.temporalUiUrl, stack.temporalNamespace, workflowId)}`);
  }
  say(`\nThe call in the audit record (times in ${timeZone}):`);
  reportAudit(await record.listAuditLines(), timeZone).forEach(say);
}

function showEnd({ say, paint }: CallOptions, expectations: readonly Expectation[]): boolean {
  const failed = expectations.filter(({ holds }) => !holds).length;
  say('\nWhat must be true now:');
  reportExpectations(expectations, paint).forEach(say);
  say(failed === 0 ? '\nThe call ended as it should.' : `\nThe call did not end as it should: ${failed} ✗`);
  return failed === 0;
}
