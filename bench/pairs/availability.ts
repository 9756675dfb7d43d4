import { addDays } from '../../src/domain/time/practice-time';
import { timeOk, type HttpClient } from '../client/http';
import { startVapiCall, type VapiOptions } from '../client/vapi-call';
import type { RoundPlan } from '../measure/rounds';
import type { Pair } from './pair';

const BARE = 'bare Express proxy of the same /appointments';
const TOOL = 'check-availability, two weeks, new call';
const DAYS = 14;

/** The availability tool beside an Express server that passes on the visits of the same dates. */
export function availabilityPair(
  api: VapiOptions,
  bareUrl: string,
  http: HttpClient,
  { plan, today }: { readonly plan: RoundPlan; readonly today: string },
): Pair {
  const dates = { startDate: addDays(today, 1), endDate: addDays(today, DAYS) };
  const query = new URLSearchParams(dates).toString();
  const tool = {
    name: TOOL,
    async sample() {
      const question = { appointmentType: 'cleaning', ...dates };
      return (await startVapiCall(api).tool('check-availability', question, 'OK')).elapsedMs;
    },
  };
  return {
    title: 'Availability',
    target: 'from the mirror, with no Sikka call at all: p50 at most 10 ms, p99 at most 40 ms',
    plan,
    groups: [[{ name: BARE, sample: () => timeOk(http.get(`${bareUrl}/appointments?${query}`), BARE) }, tool]],
    lines: [
      [BARE, null],
      [TOOL, BARE],
    ],
    countsSikkaCalls: true,
  };
}
