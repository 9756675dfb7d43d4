import { PROFILE_IDS, type ProfileId } from '../../simulator/seed/types';
import { chooseCancelWord } from '../../src/domain/cancel-word';
import { pmsFamilyOf } from '../../src/domain/pms-family';
import { codeNumber, DELAY_MS, errorOf, findByCode, stateOf, valueOf, visitsOf } from './calls';
import { OFFICE, startContractBench, type ContractBench, type LinkedClient } from './linked-client';
import { getToKnow, SOFTWARE, writesAt, type Fate, type KnownOffice } from './offices-by-software';

/** Whatever the client sends that the software has no place for, Sikka refuses: nothing is overlooked. */
const STRICT = { 'write.unsupportedField': '400' };
const PATHS = {
  booking: ['POST', '/appointment'],
  newPatient: ['POST', '/patient'],
  patientChange: ['PATCH', '/patient/4001'],
} as const;

let bench: ContractBench;
beforeAll(async () => {
  bench = await startContractBench();
});
afterEach(() => bench.reset());
afterAll(() => bench.close());

type Reply = Awaited<ReturnType<ReturnType<typeof writesAt>['booking']>>;

describe.each(PROFILE_IDS)('an office on %s', (profile: ProfileId) => {
  const traits = SOFTWARE[profile];
  let linked: LinkedClient;
  let office: KnownOffice;
  let writes: ReturnType<typeof writesAt>;
  beforeEach(async () => {
    await bench.set({ 'office.profile': profile, ...STRICT });
    linked = await bench.link();
    office = await getToKnow(linked.client);
    writes = writesAt(linked.client, office);
  });

  const kindsOf = async (): Promise<string[]> => (await bench.writes()).map(({ kind, state }) => `${kind} ${state}`);

  /** The write's fate, and that Sikka holds it once or not at all. */
  async function checkFate(reply: Reply, fate: Fate, kind: string): Promise<void> {
    const earlier = (await bench.writes()).filter((write) => write.kind !== kind).length;
    if (fate === 'lands') {
      const accepted = valueOf(reply);
      bench.advance(DELAY_MS);
      expect((await stateOf(linked.client, accepted)).state).toBe('done');
      expect((await kindsOf()).slice(earlier)).toEqual([`${kind} done`]);
      return;
    }
    expect(errorOf(reply)).toMatchObject({ code: 'PmsRefused', isRetryable: false, writeOutcome: 'not-accepted' });
    expect(reply.exchanges).toHaveLength(fate === 'not sent' ? 0 : 1);
    bench.advance(DELAY_MS);
    expect((await kindsOf()).slice(earlier)).toEqual([]);
  }

  async function bookedSrNo(): Promise<string> {
    const accepted = valueOf(await writes.booking());
    bench.advance(DELAY_MS);
    const state = await stateOf(linked.client, accepted);
    if (state.state !== 'done' || state.createdId === null) throw new Error(`the booking is ${state.state}`);
    return state.createdId;
  }
  const visits = () => visitsOf(linked.client, '4001', office.booking.date);

  it(`booking: ${traits.booking}, once, with its type`, async () => {
    await checkFate(await writes.booking(), traits.booking, 'new-appointment');
    expect(await bench.requests(...PATHS.booking)).toHaveLength(1);
    const { date, time } = office.booking;
    expect(await bench.bookedVisits()).toMatchObject([{ patientId: '4001', date, time }]);
  });

  it(`a booking that lacks ${traits.wantedFields.join(' or ') || 'what others want'} is not sent, or lands`, async () => {
    for (const field of traits.wantedFields) {
      const reply = await writes.booking({ [field]: undefined });
      expect(errorOf(reply)).toMatchObject({ code: 'PmsRefused', writeOutcome: 'not-accepted' });
    }
    expect(await bench.requests(...PATHS.booking)).toEqual([]);
    if (traits.wantedFields.length > 0) return;
    const { user: _user, type: _type, productionType: _productionType, hasInsurance: _, ...plain } = office.booking;
    const plainWrites = writesAt(linked.client, { ...office, booking: plain });
    await checkFate(await plainWrites.booking(), 'lands', 'new-appointment');
  });

  it('a booking that is pending can be taken back, and then never lands', async () => {
    const accepted = valueOf(await writes.booking());
    const remove = () => linked.client.writebacks.deleteWriteback({}, accepted.writebackId);
    expect(valueOf(await remove())).toBe('removed');
    expect(valueOf(await remove())).toBe('too-late');
    bench.advance(DELAY_MS);
    expect(await bench.bookedVisits()).toEqual([]);
    expect(await stateOf(linked.client, accepted)).toEqual({ state: 'unknown' });
  });

  it(`status: ${traits.status}; the visit is off the book only then`, async () => {
    const srNo = await bookedSrNo();
    expect(office.statusWords).toContain(traits.offWord);
    await checkFate(await writes.status(srNo, traits.offWord), traits.status, 'status');
    expect(await visits()).toMatchObject([{ appointmentSrNo: srNo, isCancelled: traits.status === 'lands' }]);
  });

  it('the word that the product would cancel with takes the visit off the book, a bare status word included', async () => {
    await bench.set({ 'appts.cancelledForm': 'status-only' });
    const word = chooseCancelWord(office.statusWords, pmsFamilyOf(office.pms)) ?? traits.offWord;
    expect(word).toBe(traits.offWord);
    const srNo = await bookedSrNo();
    valueOf(traits.status === 'lands' ? await writes.status(srNo, word) : await writes.move(srNo, word));
    bench.advance(DELAY_MS);
    expect(await visits()).toMatchObject([{ appointmentSrNo: srNo, status: word, isCancelled: true }]);
  });

  it(`move: ${traits.move}; the visit is at one time`, async () => {
    const srNo = await bookedSrNo();
    await checkFate(await writes.move(srNo), traits.move, 'reschedule');
    const startTime = traits.move === 'lands' ? office.laterTime : office.booking.time;
    expect(await visits()).toMatchObject([{ appointmentSrNo: srNo, startTime, isCancelled: false }]);
  });

  it(`new patient: ${traits.newPatient}, once, and is found again`, async () => {
    await checkFate(await writes.newPatient(), traits.newPatient, 'new-patient');
    expect(await bench.requests(...PATHS.newPatient)).toHaveLength(1);
    const found = valueOf(await linked.client.patients.findPatients({ office: OFFICE }, { cell: '6025550199' }));
    expect(found).toHaveLength(traits.newPatient === 'lands' ? 1 : 0);
  });

  it(`patient change: ${traits.patientChange}`, async () => {
    await checkFate(await writes.patientChange(), traits.patientChange, 'edit-patient');
    const sent = await bench.requests(...PATHS.patientChange);
    expect(sent).toHaveLength(traits.patientChange === 'not sent' ? 0 : 1);
  });

  it(`note: ${traits.note}`, async () => {
    await checkFate(await writes.note(await bookedSrNo()), traits.note, 'medical-note');
  });
});

/** Dolphin has no field for our words: there the visit itself is what can be compared. */
it.each(PROFILE_IDS.filter((profile) => profile !== 'dolphin'))(
  'a lost booking is found again by its code on %s',
  async (profile) => {
    await bench.set({ 'office.profile': profile, ...STRICT });
    const { client } = await bench.link();
    const writes = writesAt(client, await getToKnow(client));
    await bench.set({ 'write.lostAnswer': 'queued-reset' });
    expect(errorOf(await writes.booking({ description: `Cleaning ${codeNumber(7)}` })).writeOutcome).toBe('unknown');
    const [only] = await bench.writes();
    expect(valueOf(await findByCode(client, codeNumber(7)))).toEqual({ writebackId: only?.id });
    expect(valueOf(await findByCode(client, codeNumber(8)))).toBeNull();
  },
);
