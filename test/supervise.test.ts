import { readApiConfig } from '../src/config/api-config';
import { signToken } from '../src/cli/token/sign-token';
import { refreshCapabilitiesWorkflowId } from '../src/temporal/ids';
import { DENTRIX_OFFICE, OPEN_DENTAL_OFFICE, openLink, type TestLink } from './support/link';
import { MAYA } from './support/phone-call';
import { startStack, type TestStack } from './support/stack';
import { waitFor } from './support/wait';

interface IntegrationView {
  readonly id: string;
  readonly officeId: string;
  readonly status: string;
  readonly capabilities: { readonly writes: Record<string, string> } | null;
  readonly checks: readonly { readonly name: string; readonly status: string }[];
  readonly refreshedAt: string | null;
}

describe('the supervision of all links', () => {
  let stack: TestStack;
  let link: TestLink;
  let practices: readonly { id: string; office_id: string }[];
  beforeAll(async () => {
    stack = await startStack();
    link = await openLink(stack);
    practices = await stack.database.query(
      'SELECT id, office_id FROM pms_integrations ORDER BY office_id, practice_id',
    );
    await link.supervise();
    await waitFor('the capabilities of every practice', async () =>
      (await listCapabilities()).length === 3 ? true : null,
    );
  });
  afterAll(async () => {
    await link.close();
    await stack.stop();
  });

  const listCapabilities = () =>
    stack.database.query<{ office_id: string; writes: Record<string, string>; freshness: Record<string, unknown> }>(
      `SELECT i.office_id, c.capabilities->'writes' AS writes, c.freshness
         FROM pms_capabilities c JOIN pms_integrations i ON i.id = c.integration_id ORDER BY i.office_id, i.practice_id`,
    );

  /** The runs of the workflows that a supervision starts. */
  async function listRuns(): Promise<readonly { type: string; runId: string; status: string }[]> {
    const handles = [
      ...[OPEN_DENTAL_OFFICE, DENTRIX_OFFICE].map((officeId) => link.keeper(officeId)),
      ...practices.map(({ id }) => link.client.workflow.getHandle(refreshCapabilitiesWorkflowId(id))),
    ];
    const described = await Promise.all(handles.map((handle) => handle.describe()));
    return described.map(({ type, runId, status }) => ({ type, runId, status: status.name }));
  }

  /** As whoever lists workflows sees them, which may be a moment late. */
  async function listByType(): Promise<Record<string, number>> {
    const counts: Record<string, number> = {};
    for await (const { type } of link.client.workflow.list({ query: `TaskQueue = "${link.taskQueue}"` })) {
      counts[type] = (counts[type] ?? 0) + 1;
    }
    return counts;
  }

  it('starts one keeper for each office and one look at the software of each practice, and nothing new when repeated', async () => {
    const settled = () =>
      waitFor('the looks to end', async () => {
        const runs = await listRuns();
        return runs.filter(({ status }) => status === 'COMPLETED').length === 3 ? runs : null;
      });
    const first = await settled();
    expect(first.filter(({ status }) => status === 'RUNNING').map(({ type }) => type)).toEqual([
      'keepRequestKey',
      'keepRequestKey',
    ]);
    await link.supervise();
    expect(await settled()).toEqual(first);
    const counts = await waitFor('both supervisions to be listed', async () => {
      const all = await listByType();
      return all['superviseLinks'] === 2 ? all : null;
    });
    expect(counts).toEqual({ superviseLinks: 2, keepRequestKey: 2, refreshCapabilities: 3 });
  });

  it('learns what the software of each practice takes: more on Open Dental than on Dentrix', async () => {
    const openDental = {
      'book-appointment': 'supported',
      'change-appointment-status': 'supported',
      'reschedule-appointment': 'unproven',
      'create-patient': 'supported',
      'update-patient': 'unsupported',
      'add-note': 'supported',
    };
    const dentrix = {
      'book-appointment': 'supported',
      'change-appointment-status': 'unsupported',
      'reschedule-appointment': 'unproven',
      'create-patient': 'unsupported',
      'update-patient': 'unsupported',
      'add-note': 'unsupported',
    };
    expect((await listCapabilities()).map(({ office_id, writes }) => [office_id, writes])).toEqual([
      [OPEN_DENTAL_OFFICE, openDental],
      [OPEN_DENTAL_OFFICE, openDental],
      [DENTRIX_OFFICE, dentrix],
    ]);
  });

  it('knows from any read that new data is just coming in, for every practice of that office, and when it is in', async () => {
    const waitForInserts = (expected: readonly boolean[]) =>
      waitFor('the note', async () => {
        const seen = (await listCapabilities()).map(({ freshness }) => freshness['isInsertInProgress']);
        return JSON.stringify(seen) === JSON.stringify(expected) ? true : null;
      });
    await waitForInserts([false, false, false]);
    for (const [dataInsert, isInProgress] of [
      ['in progress', true],
      ['completed', false],
    ] as const) {
      await stack.simulator.put(`/knobs?officeId=${OPEN_DENTAL_OFFICE}`, { dataInsert });
      expect((await stack.call().tool('search-patients', MAYA)).status).toBe('OK');
      await waitForInserts([isInProgress, isInProgress, false]);
    }
  });

  describe('as an operator sees it', () => {
    async function ask(method: string, path: string): Promise<{ status: number; body: unknown }> {
      const config = readApiConfig(stack.env);
      const adminAuth = config.ok ? config.value.adminAuth : null;
      if (adminAuth?.mode !== 'secret') throw new Error('the test stack is misconfigured');
      const who = {
        roles: ['operator' as const],
        accounts: [link.accountId],
        subject: 'operator-1',
        lifetimeMinutes: 5,
      };
      const token = await signToken(adminAuth, who, Date.now());
      const response = await fetch(`${stack.apiUrl}/admin${path}`, {
        method,
        headers: { authorization: `Bearer ${token}` },
      });
      return { status: response.status, body: await response.json() };
    }
    const list = async (): Promise<readonly IntegrationView[]> => {
      const { status, body } = await ask('GET', `/integrations?accountId=${link.accountId}`);
      expect(status).toBe(200);
      return (body as { items: IntegrationView[] }).items;
    };

    it('each practice is shown with its status, what its software takes, and how each part of the link stands', async () => {
      const items = await list();
      expect(items.map(({ id }) => id).sort()).toEqual(practices.map(({ id }) => id).sort());
      for (const { officeId, status, capabilities, checks } of items) {
        expect(status).toBe('active');
        expect(capabilities?.writes['create-patient']).toBe(officeId === DENTRIX_OFFICE ? 'unsupported' : 'supported');
        expect(checks.map(({ name }) => name)).toEqual(['connection', 'request-key', 'data-age', 'utility', 'writes']);
        expect(checks.filter((check) => check.status !== 'ok')).toEqual([]);
      }
    });

    it('what a practice’s software takes is read anew on request', async () => {
      const before = await list();
      const [asked] = before;
      const { status, body } = await ask('POST', `/integrations/${asked?.id ?? ''}/refresh-capabilities`);
      expect([status, body]).toEqual([202, { id: asked?.id }]);
      await waitFor('the new reading', async () => {
        const now = (await list()).find(({ id }) => id === asked?.id);
        return Date.parse(now?.refreshedAt ?? '') > Date.parse(asked?.refreshedAt ?? '') ? now : null;
      });
      const others = (all: readonly IntegrationView[]) => all.slice(1).map(({ refreshedAt }) => refreshedAt);
      expect(others(await list())).toEqual(others(before));
    });
  });
});
