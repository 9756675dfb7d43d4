import { randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import { bookingsOf, tasksOf, visitsOf, waitForState, type BookingRow } from './support/bookings';
import type { PhoneCall } from './support/phone-call';
import { askAdmin } from './support/staff';
import { startStack, type TestStack } from './support/stack';
import { createStackClient, stageOf } from './support/stack-client';
import { waitFor } from './support/wait';

const AS_IT_STARTED = { 'write.lostAnswer': 'none', 'api.faults': [] };

interface Item {
  readonly id: string;
  readonly [field: string]: unknown;
}
interface Row {
  readonly outcome: string;
  readonly subject: string;
  readonly actor_ref: string;
  readonly chain: string;
  readonly workflow_id: string | null;
  readonly vapi_call_id: string | null;
}

describe('the bookings in the admin API', () => {
  let stack: TestStack;
  let client: Client;
  let booked: { call: PhoneCall; booking: BookingRow };
  let account: string;
  beforeAll(async () => {
    stack = await startStack({ env: { LOOKUP_WINDOW_SECONDS: '1' } });
    client = await createStackClient(stack);
    booked = await book();
    await waitForState(stack.database, booked.call.id, 'confirmed');
    [{ account } = { account: '' }] = await stack.database.query<{ account: string }>(
      'SELECT account_id AS account FROM bookings',
    );
  });
  afterEach(() => stack.simulator.put('/knobs', AS_IT_STARTED));
  afterAll(async () => {
    await client.connection.close();
    await stack.stop();
  });

  async function book(): Promise<{ call: PhoneCall; booking: BookingRow }> {
    const call = stack.call();
    const { patient, slots } = await call.verifyAndAsk();
    await call.tool('book-appointment', { patient, slot: slots[0] });
    const [booking] = await bookingsOf(stack.database, call.id);
    return { call, booking: booking! };
  }
  /** Its request was lost on its way, and nobody found it: its workflow waits for a person. */
  async function bookLost(): Promise<{ call: PhoneCall; booking: BookingRow }> {
    const call = stack.call();
    const { patient, slots } = await call.verifyAndAsk();
    await stack.simulator.put('/knobs', { 'write.lostAnswer': 'lost-reset' });
    await call.tool('book-appointment', { patient, slot: slots[0] });
    await stack.simulator.put('/knobs', AS_IT_STARTED);
    const [booking] = await bookingsOf(stack.database, call.id);
    const { workflow_id: workflowId } = booking!;
    await waitFor('the stage', async () => ((await stageOf(client, workflowId)) === 'task' ? true : null));
    return { call, booking: booking! };
  }
  const list = async (
    query: string,
    who: object = {},
  ): Promise<{ status: number; items: readonly Item[]; next: string | null }> => {
    const { status, body } = await askAdmin(stack, 'GET', `/bookings${query}`, { who });
    return { status, items: (body['items'] ?? []) as Item[], next: (body['nextCursor'] ?? null) as string | null };
  };
  const rowsOf = (action: string, actor: string): Promise<Row[]> =>
    stack.database.query<Row & Record<string, unknown>>(
      `SELECT outcome, subject, actor_ref, chain, workflow_id, vapi_call_id FROM pms_audit_logs
        WHERE action = $1 AND actor_ref = $2 ORDER BY created_at, chain_seq`,
      [action, actor],
    );

  describe('as a list', () => {
    it('show how far each is, by the call that it came from, and nothing of its patient', async () => {
      const { call, booking } = booked;
      const subject = `user-${randomUUID()}`;
      const { items } = await list(`?callId=${call.id}`, { subject });
      expect(items).toEqual([
        {
          id: booking.id,
          accountId: account,
          integrationId: expect.any(String),
          callId: call.id,
          code: 'A1',
          state: 'confirmed',
          tool: 'book-appointment',
          route: 'pms',
          startsAt: expect.stringMatching(/Z$/),
          localDate: booking.local_date,
          localTime: booking.local_time,
          reasonCode: null,
          workflowId: booking.workflow_id,
          writebackId: expect.any(String),
          createdAt: expect.any(String),
          updatedAt: expect.any(String),
        },
      ]);
      expect(await rowsOf('admin.bookings.read', subject)).toEqual([
        {
          outcome: 'success',
          subject: 'by:callId',
          actor_ref: subject,
          chain: account,
          workflow_id: null,
          vapi_call_id: call.id,
        },
      ]);
    });

    it('are found by state and account, and that nothing was found is on record without what was typed', async () => {
      const subject = `user-${randomUUID()}`;
      const ids = ({ items }: { items: readonly Item[] }): string[] => items.map(({ id }) => id);
      expect(ids(await list('?state=confirmed'))).toContain(booked.booking.id);
      expect(ids(await list('?state=failed'))).toEqual([]);
      expect(ids(await list(`?accountId=${account}`))).toContain(booked.booking.id);
      expect(ids(await list('?callId=Maya', { subject }))).toEqual([]);
      expect(await rowsOf('admin.bookings.read', subject)).toMatchObject([{ chain: 'system', vapi_call_id: null }]);
    });

    it('are those of the asker’s own accounts, for staff too', async () => {
      const { id } = booked.booking;
      const seenBy = async (who: object): Promise<boolean> =>
        (await list('?limit=200', who)).items.some((item) => item.id === id);
      expect(await seenBy({ roles: ['staff'], accounts: [account] })).toBe(true);
      for (const role of ['staff', 'operator', 'admin']) {
        expect(await seenBy({ roles: [role], accounts: [randomUUID()] })).toBe(false);
      }
      const foreign = { roles: ['staff'], accounts: [randomUUID()] };
      expect((await list(`?accountId=${account}`, foreign)).status).toBe(404);
      expect((await list('', { roles: ['privacy'] })).status).toBe(403);
    });

    it('come page by page without loss or repeat', async () => {
      await book();
      const all = (await list('?limit=200')).items.map(({ id }) => id);
      const seen: string[] = [];
      let next: string | null = null;
      do {
        const page = await list(`?limit=1${next === null ? '' : `&cursor=${next}`}`);
        expect(page.items).toHaveLength(1);
        seen.push(...page.items.map(({ id }) => id));
        ({ next } = page);
      } while (next !== null && seen.length <= all.length);
      expect(all.length).toBeGreaterThan(1);
      expect(seen).toEqual(all);
    });

    it.each(['state=lost', 'callId=', 'calId=1', 'limit=0', 'accountId=1'])('refuse ?%s', async (query) => {
      expect((await list(`?${query}`)).status).toBe(400);
    });

    it('are not shown where it cannot be put on record who sees them', async () => {
      await stack.database.query('ALTER TABLE audit_chain_heads RENAME TO audit_chain_heads_away');
      try {
        const { status, text } = await askAdmin(stack, 'GET', '/bookings');
        expect([status, text.includes(booked.booking.id)]).toEqual([500, false]);
      } finally {
        await stack.database.query('ALTER TABLE audit_chain_heads_away RENAME TO audit_chain_heads');
      }
    });
  });

  describe('that wait for a person', () => {
    const decide = (id: string, decision: string, who: object = {}) =>
      askAdmin(stack, 'POST', `/bookings/${id}/${decision}`, { who });

    it.each([
      ['retry', 'confirmed', 1],
      ['done', 'confirmed', 0],
      ['cancel', 'released', 0],
    ])('go on as the operator decides: %s', async (decision, state, visits) => {
      const { call, booking } = await bookLost();
      const subject = `user-${randomUUID()}`;
      const { status, body } = await decide(booking.id, decision, { subject });
      expect([status, body]).toEqual([202, { id: booking.id, accepted: true }]);
      await waitForState(stack.database, call.id, state);
      expect(await visitsOf(stack.simulator, booking)).toHaveLength(visits);
      const open = (await tasksOf(stack.database, booking)).filter((task) => task['status'] === 'open');
      expect(open).toEqual([]);
      expect(await rowsOf('operator.decision', subject)).toMatchObject([
        {
          outcome: 'success',
          subject: `booking:${booking.id}:${decision}`,
          chain: account,
          workflow_id: booking.workflow_id,
        },
      ]);
    });

    it('tell the workflow who decided by an opaque name only', async () => {
      const { booking } = await bookLost();
      const subject = `user-${randomUUID()}`;
      await decide(booking.id, 'cancel', { subject });
      const { events } = await client.workflow.getHandle(booking.workflow_id).fetchHistory();
      const updates = (events ?? []).flatMap((event) => event.workflowExecutionUpdateAcceptedEventAttributes ?? []);
      const decided = updates.find(({ acceptedRequest }) => acceptedRequest?.input?.name === 'operatorCancel');
      const payloads = decided?.acceptedRequest?.input?.args?.payloads ?? [];
      const [by] = await client.options.loadedDataConverter.payloadCodecs[0]!.decode(payloads);
      const said = Buffer.from(by?.data ?? []).toString();
      expect(JSON.parse(said)).toEqual({ by: expect.stringMatching(/^[A-Za-z0-9_-]{22}$/), accountId: account });
      expect(said).not.toContain(subject);
    });

    it('are told nothing before it is on record', async () => {
      const { call, booking } = await bookLost();
      await stack.database.query('ALTER TABLE audit_chain_heads RENAME TO audit_chain_heads_away');
      try {
        expect((await decide(booking.id, 'cancel')).status).toBe(500);
      } finally {
        await stack.database.query('ALTER TABLE audit_chain_heads_away RENAME TO audit_chain_heads');
      }
      const [after] = await bookingsOf(stack.database, call.id);
      expect(after?.state).toBe(booking.state);
      expect((await decide(booking.id, 'cancel')).status).toBe(202);
    });
  });

  describe('that wait for nobody', () => {
    it('answer 409, and that the decision was not taken is on record', async () => {
      const subject = `user-${randomUUID()}`;
      const { status, text } = await askAdmin(stack, 'POST', `/bookings/${booked.booking.id}/retry`, {
        who: { subject },
      });
      expect([status, text]).toEqual([409, expect.stringContaining('urn:parlae:problem:conflict')]);
      expect((await rowsOf('operator.decision', subject)).map(({ outcome }) => outcome)).toEqual(['success', 'denied']);
    });

    it('answer 409 too where there is no such workflow', async () => {
      const { booking } = booked;
      await stack.database.query('UPDATE bookings SET workflow_id = $1 WHERE id = $2', ['none', booking.id]);
      expect((await askAdmin(stack, 'POST', `/bookings/${booking.id}/done`)).status).toBe(409);
      await stack.database.query('UPDATE bookings SET workflow_id = $1 WHERE id = $2', [
        booking.workflow_id,
        booking.id,
      ]);
    });
  });

  it('of another account are answered like none, and are no staff’s to decide about; changes likewise', async () => {
    const { id } = booked.booking;
    const who = { accounts: [randomUUID()] };
    const foreign = await askAdmin(stack, 'POST', `/bookings/${id}/done`, { who });
    expect(foreign.status).toBe(404);
    for (const path of [`/bookings/${randomUUID()}/done`, `/changes/${randomUUID()}/done`, '/changes/any/cancel']) {
      expect(await askAdmin(stack, 'POST', path)).toEqual(foreign);
    }
    for (const kind of ['bookings', 'changes']) {
      const staff = { roles: ['staff' as const], accounts: [account] };
      expect((await askAdmin(stack, 'POST', `/${kind}/${id}/done`, { who: staff })).status).toBe(403);
    }
  });
});
