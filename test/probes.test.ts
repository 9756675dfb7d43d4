import { randomUUID } from 'node:crypto';
import { WEBHOOK_SECRET } from './support/environment';
import { startStack, type TestStack } from './support/stack';

/** A thousand questions with the last one, and five times as many reads. */
const CALLS = 333;
const ATTEMPTS = 3;
const AT_ONCE = 6;
const READS_OF_A_SEARCH = 5;
/** On nobody's file. */
const STRANGER = '+12125550199';

interface Claim {
  readonly firstName: string;
  readonly lastName: string;
  readonly dateOfBirth: string;
}

/** Somebody who is on file, at other parts than they are known by, and people whom nobody knows; each in many spellings. */
const PROBES: readonly (readonly [what: string, claim: Claim])[] = [
  ['a known name with another day', claimOf('Maya', 'Brightwater', '1988-04-13')],
  ['a known name with another year', claimOf('Maya', 'Brightwater', '1978-04-12')],
  ['a known birthday with another first name', claimOf('Mara', 'Brightwater', '1988-04-12')],
  ['a known birthday with another last name', claimOf('Maya', 'Brightwaters', '1988-04-12')],
  ['a known birthday with half of a name', claimOf('M', 'Brightwater', '1988-04-12')],
  ['nobody at all', claimOf('Aurelian', 'Nemoquisquam', '1971-08-09')],
  ['nobody, said with a title', claimOf('Dr. Aurelian', 'Nemo-Quisquam Jr.', 'August 9, 1971')],
  ['nobody, spelt', claimOf('A U R E L I A N', 'N E M O', 'eight nine nineteen seventy-one')],
  ['somebody who is inactive', claimOf('Ondine', 'Sommerquell', '1990-01-02')],
  ['twins of one name', claimOf('Tamsin', 'Doppelmark', '2001-02-03')],
  ['a name with accents, another day', claimOf('Zoë', 'Núñez-Ferrán', '1985-07-08')],
  ['somebody of another practice of the office', claimOf('Ferdia', 'Anderswo', '1966-06-06')],
];

function claimOf(firstName: string, lastName: string, dateOfBirth: string): Claim {
  return { firstName, lastName, dateOfBirth };
}

/** A thousand questions by somebody who wants to know who goes to this dentist. */
describe('somebody who probes for patients', () => {
  jest.setTimeout(180_000);
  let stack: TestStack;
  /** Bodies of answers with their ids taken out, by attempt and then by what was asked. */
  const bodies: Map<string, Set<string>>[] = Array.from({ length: ATTEMPTS }, () => new Map<string, Set<string>>());
  const readsOf = new Map<string, number>();

  const ask = async (callId: string, claim: Claim): Promise<string> => {
    const id = `call_${randomUUID()}`;
    const toolCall = { id, type: 'function', function: { name: 'search-patients', arguments: claim } };
    const call = {
      id: callId,
      type: 'inboundPhoneCall',
      phoneNumberId: 'num-dev-0001',
      customer: { number: STRANGER },
    };
    const response = await fetch(`${stack.apiUrl}/vapi/tools/search-patients`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-vapi-secret': WEBHOOK_SECRET },
      body: JSON.stringify({ message: { type: 'tool-calls', toolCallList: [toolCall], call } }),
    });
    expect(response.status).toBe(200);
    return (await response.text()).replaceAll(id, 'ID');
  };

  /** One call with three attempts of one kind, or none of them counts as such. */
  const probe = async (what: string, claim: Claim): Promise<void> => {
    const callId = `call-${randomUUID()}`;
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const body = await ask(callId, claim);
      const seen = bodies[attempt]?.get(what) ?? new Set();
      bodies[attempt]?.set(what, seen.add(body));
    }
  };

  beforeAll(async () => {
    stack = await startStack({
      hasWorker: false,
      env: { LINE_TOOL_CALLS_PER_MINUTE: '100000', ACCOUNT_TOOL_CALLS_PER_MINUTE: '100000' },
    });
    await stack.simulator.put('/knobs', { 'rate.limitPerMinute': 1_000_000 });
    const enter = (patient: object) => stack.simulator.post('/patients', patient);
    await enter({ firstName: 'Ondine', lastName: 'Sommerquell', birthDate: '1990-01-02', status: 'Inactive' });
    for (const cell of ['602-555-0171', '602-555-0172']) {
      await enter({ firstName: 'Tamsin', lastName: 'Doppelmark', birthDate: '2001-02-03', cell });
    }
    await enter({ firstName: 'Zoe', lastName: 'Nunez Ferran', birthDate: '1985-07-09' });
    await enter({ firstName: 'Ferdia', lastName: 'Anderswo', birthDate: '1966-06-06', practiceId: '1-2' });

    // One kind after the other, so that the requests of each are its own.
    for (const [kind, [what, claim]] of PROBES.entries()) {
      const before = await stack.simulator.countRequests('GET', '/patients');
      const calls = Math.floor(CALLS / PROBES.length) + (kind < CALLS % PROBES.length ? 1 : 0);
      for (let done = 0; done < calls; done += AT_ONCE) {
        await Promise.all(Array.from({ length: Math.min(AT_ONCE, calls - done) }, () => probe(what, claim)));
      }
      const reads = (await stack.simulator.countRequests('GET', '/patients')) - before;
      readsOf.set(what, reads / (calls * ATTEMPTS));
    }
  });
  afterAll(() => stack.stop());

  it.each([1, 2, 3])('hears the same bytes at attempt %d, whoever they ask for', (attempt) => {
    const heard = bodies[attempt - 1]!;
    expect([...heard.keys()]).toEqual(PROBES.map(([what]) => what));
    const all = new Set([...heard.values()].flatMap((seen) => [...seen]));
    expect([...all]).toHaveLength(1);
    expect([...all][0]).toContain(attempt === ATTEMPTS ? 'NEED: ' : 'NOT FOUND: ');
  });

  it('costs the office the same five reads, whoever they ask for', () => {
    for (const [what] of PROBES) expect([what, readsOf.get(what)]).toEqual([what, READS_OF_A_SEARCH]);
  });

  it('leaves as many rows in the audit record, whose charts came in besides', async () => {
    const shapes = await stack.database.query<{ shape: string; calls: string }>(
      `WITH shapes AS (
         SELECT string_agg(concat_ws(' ', kind, action, CASE action WHEN 'tool.call' THEN outcome END), ', '
                  ORDER BY kind, action) AS shape
           FROM pms_audit_logs WHERE action <> 'patient.seen' AND tool_call_id IS NOT NULL GROUP BY tool_call_id
       ) SELECT shape, count(*) AS calls FROM shapes GROUP BY shape ORDER BY calls DESC`,
    );
    expect(shapes.map(({ calls }) => Number(calls))).toEqual([CALLS * (ATTEMPTS - 1), CALLS]);
    const [notFound, locked] = shapes.map(({ shape }) => shape.split(', '));
    expect(notFound).toHaveLength(2 * READS_OF_A_SEARCH + 1);
    expect(locked?.filter((row) => !notFound?.includes(row))).toEqual(['outcome tool.call denied']);
  });

  it('does find somebody who says both right, so that there was something to hide', async () => {
    const body = await ask(`call-${randomUUID()}`, claimOf('Maya', 'Brightwater', 'four twelve eighty-eight'));
    expect(body).toContain('OK: Maya is verified (P1)');
  });
});
