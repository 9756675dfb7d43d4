import { timeOk, type HttpClient } from '../client/http';
import { CALLER, startVapiCall, type VapiOptions } from '../client/vapi-call';
import type { RoundPlan } from '../measure/rounds';
import type { Pair } from './pair';

const FIVE = 'bare Express proxy, the same five reads at once';
const ONE = 'bare Express proxy, one read';
const TOOL = 'search-patients, known patient, new call';

/** The read tool beside an Express server that makes the same requests to Sikka and nothing else. */
export function readPair(api: VapiOptions, bareUrl: string, http: HttpClient, plan: RoundPlan): Pair {
  const { firstName, lastName, dateOfBirth, number } = CALLER;
  const query = new URLSearchParams({ lastName, phone: number.replace(/^\+1/, '') }).toString();
  const bare = (name: string, path: string) => ({
    name,
    sample: () => timeOk(http.get(`${bareUrl}${path}?${query}`), name),
  });
  const tool = {
    name: TOOL,
    async sample() {
      const answer = await startVapiCall(api).tool('search-patients', { firstName, lastName, dateOfBirth }, 'OK');
      return answer.elapsedMs;
    },
  };
  return {
    title: 'Read',
    target: 'over the bare proxy of the same calls: p50 at most +3 ms, p99 at most +15 ms',
    plan,
    groups: [[bare(FIVE, '/five-reads'), tool, bare(ONE, '/one-read')]],
    lines: [
      [FIVE, null],
      [TOOL, FIVE],
      [ONE, null],
    ],
    countsSikkaCalls: true,
  };
}
