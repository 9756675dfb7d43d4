import { APP_HEADERS, FIRST_GRANT, openTestSimulator, type TestSimulator } from '../test-client';

let simulator: TestSimulator;
beforeEach(async () => {
  simulator = await openTestSimulator();
});
afterEach(() => simulator.close());

const SLOT = { date: '2031-03-09', time: '10:30', lengthMinutes: 60, providerId: 'HYG1', operatory: 'OP3' };

describe('the control API', () => {
  it('merges some knobs into the rest, and refuses unknown names and values', async () => {
    const merged = await simulator.control('PUT', '/knobs', { 'env.wrap': 'array' });
    expect(merged.json).toMatchObject({ 'env.wrap': 'array', 'write.delay': 1_000 });
    expect((await simulator.control('PUT', '/knobs', { 'env.wrapp': 'array' })).status).toBe(400);
    expect((await simulator.control('PUT', '/knobs', { 'env.wrap': 'box' })).status).toBe(400);
    expect((await simulator.control('GET', '/knobs')).json).toEqual(merged.json);
  });

  it('keeps a journal of what reached the Sikka side, with bodies of writes and without queries', async () => {
    await simulator.control('DELETE', '/requests');
    await simulator.call('GET', '/patients?lastname=Brightwater');
    await simulator.call('POST', '/appointment', { body: { patient_id: '4001' } });
    await simulator.call('GET', '/supported_pmses', { headers: APP_HEADERS });
    const came = { at: '2031-03-04T15:00:00.000Z', officeId: 'D00001', durationMs: expect.any(Number) };
    expect((await simulator.control('GET', '/requests')).json).toEqual({
      items: [
        { ...came, method: 'GET', path: '/patients', status: 200 },
        { ...came, method: 'POST', path: '/appointment', status: 400, body: { patient_id: '4001' } },
        { ...came, method: 'GET', path: '/supported_pmses', officeId: null, status: 200 },
      ],
    });
    const filtered = await simulator.control('GET', '/requests?path=/appointment&method=POST&officeId=D00001');
    expect((filtered.json as { items: unknown[] }).items).toHaveLength(1);
    expect((await simulator.control('GET', '/requests?officeId=E00001')).json).toEqual({ items: [] });
  });

  it('keeps neither keys nor long bodies in the journal', async () => {
    await simulator.control('DELETE', '/requests');
    const granted = await simulator.call('POST', '/request_key', { headers: {}, body: FIRST_GRANT });
    const refreshKey = granted.body()['refresh_key']!;
    const renewal = {
      grant_type: 'refresh_key',
      refresh_key: refreshKey,
      app_id: 'sim-app-id',
      app_key: 'sim-app-key',
    };
    await simulator.call('POST', '/request_key', { headers: {}, body: renewal });
    await simulator.call('POST', '/request_key', { headers: {}, body: `no JSON ${refreshKey}` });
    await simulator.call('POST', '/appointment', { body: { note: 'x'.repeat(20_000) } });
    const { json } = await simulator.control('GET', '/requests');
    const bodies = (json as { items: { body: unknown }[] }).items.map(({ body }) => body);
    expect(bodies).toEqual([
      { grant_type: 'request_key', office_id: 'D00001', app_id: 'sim-app-id' },
      { grant_type: 'refresh_key', app_id: 'sim-app-id' },
      '',
      '20011 characters',
    ]);
  });

  it('kills all request keys at once', async () => {
    expect((await simulator.control('POST', '/keys/expire')).json).toEqual({ expired: 1 });
    expect((await simulator.call('GET', '/practices')).body()['error_code']).toBe('API1025');
  });

  it('lets the front desk book beside us, and says 409 when the time is taken', async () => {
    const booked = await simulator.control('POST', '/appointments', { ...SLOT, patientId: '4001' });
    expect(booked).toMatchObject({ status: 201, json: { time: '10:30', source: 'front-desk' } });
    expect((await simulator.control('POST', '/appointments', { ...SLOT, providerId: 'HYG2' })).status).toBe(409);
    expect((await simulator.control('POST', '/appointments', { ...SLOT, practiceId: '1-2' })).status).toBe(201);
    const rows = (await simulator.call('GET', '/appointments?patient_id=4001')).rows();
    expect(rows).toHaveLength(1);
    expect((await simulator.control('GET', '/appointments')).json).toMatchObject({ items: [{}, {}] });
  });

  it('takes an invented patient who is found like any other', async () => {
    const { json } = await simulator.control('POST', '/patients', { lastName: 'Canarywing', cell: '602-555-0199' });
    const id = (json as { patientId: string }).patientId;
    const [row] = (await simulator.call('GET', '/patients?lastname=Canarywing')).rows();
    expect(row).toMatchObject({ patient_id: id, guarantor_id: id, practice_id: '1-1', firstname: 'Canary' });
  });

  it('shows the practice and its people for those who script against it', async () => {
    expect((await simulator.control('GET', '/practice')).json).toMatchObject({
      officeId: 'D00001',
      secretKey: 'sim-secret-00001',
      windowsZone: 'Eastern Standard Time',
      today: '2031-03-04',
      practices: [{ practiceId: '1-1', custId: '1' }, { practiceId: '1-2' }],
    });
    expect((await simulator.control('GET', '/patients?limit=1')).json).toMatchObject({
      items: [{ firstName: 'Maya', lastName: 'Brightwater', cell: '602-555-0142' }],
    });
  });

  it('sets everything back with reset: bookings, keys, knobs, journal', async () => {
    await simulator.control('POST', '/appointments', SLOT);
    await simulator.setKnobs({ 'env.wrap': 'array' });
    expect((await simulator.control('POST', '/reset')).status).toBe(204);
    expect((await simulator.control('GET', '/appointments')).json).toEqual({ items: [] });
    expect((await simulator.control('GET', '/requests')).json).toEqual({ items: [] });
    expect((await simulator.control('GET', '/knobs')).json).toMatchObject({ 'env.wrap': 'as-sampled' });
    expect((await simulator.call('GET', '/practices')).status).toBe(401);
    expect((await simulator.call('POST', '/request_key', { headers: {}, body: FIRST_GRANT })).status).toBe(200);
  });

  it('explains a wrong body', async () => {
    const { status, json } = await simulator.control('POST', '/appointments', { ...SLOT, time: '9:00' });
    expect(status).toBe(400);
    expect((json as { error: string }).error).toContain('HH:mm');
  });
});
