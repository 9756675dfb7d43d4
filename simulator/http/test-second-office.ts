import { FIRST_GRANT, type TestSimulator } from '../test-client';

const OFFICE_ID = 'E00001';

/** The same simulator seen from its second office. For tests only. */
export interface SecondOffice {
  get(path: string): ReturnType<TestSimulator['call']>;
  /** Settings of this office alone. */
  setKnobs(knobs: Record<string, unknown>): Promise<void>;
}

export async function openSecondOffice(simulator: TestSimulator): Promise<SecondOffice> {
  const body = { ...FIRST_GRANT, office_id: OFFICE_ID, secret_key: 'sim-secret-e00001' };
  const granted = await simulator.call('POST', '/request_key', { headers: {}, body });
  const headers = { 'Request-Key': granted.body()['request_key'] ?? '' };
  return {
    get: (path) => simulator.call('GET', path, { headers }),
    setKnobs: async (knobs) => {
      const { status, json } = await simulator.control('PUT', `/knobs?officeId=${OFFICE_ID}`, knobs);
      if (status !== 200) throw new Error(`Knobs refused: ${JSON.stringify(json)}`);
    },
  };
}
